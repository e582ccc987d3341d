/** What stands anywhere in the texts of answers, and was not for whoever asked. */
import type { Classes } from "./classes.ts";
import type { Fact, Facts } from "./facts.ts";
import { maySee } from "./facts.ts";
import { ownersIn } from "./planted.ts";
import type { Everything } from "./questions.ts";
import { isRow } from "./row.ts";
import { ruleOf } from "./rules.ts";
import type { Rights } from "./viewers.ts";
import { accounts, gone } from "./world.ts";

/** Values planted for others, with what stood around them. */
export function strangersValues(answers: readonly string[], rights: Rights | null): string[] {
  const strangers = [...accounts, ...gone].filter((owner) => {
    const { person, provider } = owner;
    const fact: Fact = { kind: "Connection", person, providers: [provider], recordType: null };
    return gone.includes(owner) || rights === null || !maySee(rights, fact);
  });
  return answers.flatMap((text) => [...ownersIn(text, strangers).values()]);
}

/** Keys of ours, of what the viewer may not see; of anything, where they are to see pseudonyms. */
export function strangersKeys(answers: readonly string[], rights: Rights | null, facts: Facts): string[] {
  const hidden = new Set<string>();
  for (const [id, fact] of facts) {
    const isHidden = rights === null || rights.study !== null || !maySee(rights, fact);
    // Of deliveries and what they brought, a key tells nothing of whose it is.
    if (isHidden && (fact.kind === "User" || fact.kind === "Connection"))
      for (const key of opened(id).match(UUID) ?? []) hidden.add(key);
  }
  const found = answers.flatMap((text) =>
    [...text.matchAll(UUID), ...openedIn(text).matchAll(UUID)].map(([key]) => key),
  );
  return [...new Set(found)].filter((key) => hidden.has(key));
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

function opened(id: string): string {
  return Buffer.from(id, "base64url").toString();
}

// Ids and cursors that are open are lists in JSON.
function openedIn(text: string): string {
  return [...new Set(text.match(/\bWy[\w-]{14,}/g))].map(opened).join("\n");
}

/** Names of people, accounts and requests, and what analysts without such grants may not see of records. */
export function identitiesIn(answers: readonly string[], rights: Rights, everything: Everything): string[] {
  const { hidden, seen } = valuesIn([...everything.values()], rights);
  const secrets = [...hidden].filter((value) => !seen.has(value) && value.length > 5);
  const text = answers.join("\n");
  const names = ["@app", "ada-at-", "bob-at-", "lab:", "request-of-"];
  const whole = secrets.filter((secret) =>
    text.includes(Number.isNaN(Number(secret)) ? JSON.stringify(secret) : secret),
  );
  return [...whole, ...names.filter((name) => text.includes(name))];
}

const HIDDEN: (keyof Classes)[] = [
  "PSEUDONYM",
  "WORDS",
  "DETAILS",
  "OPERATORS",
  "FOR_OPERATORS",
  "IDENTITY",
  "PLACE",
  "DEVICE",
];

function valuesIn(rows: readonly unknown[], { grants }: Rights) {
  const [hidden, seen] = [new Set<string>(), new Set<string>()];
  const walk = (value: unknown, isHidden: boolean): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, isHidden);
    else if (isRow(value)) walkRow(value, isHidden);
    else if (typeof value === "object" && value !== null) walk(Object.values(value), isHidden);
    else if (typeof value === "string" || typeof value === "number")
      (isHidden ? hidden : seen).add(String(value));
  };
  const walkRow = ({ __typename, ...fields }: { __typename: string }, isHidden: boolean) => {
    if (["DeliveryPage", "ApiKeyPage", "IngestStatus", "Viewer", "TransferPage"].includes(__typename)) return;
    for (const [name, value] of Object.entries(fields)) {
      const rule = ruleOf(__typename, name.split("__").at(-1) ?? name);
      const isCursor = rule === "CURSOR" || rule === "COLUMNS" || rule === "OPERATORS";
      if (!isCursor) walk(value, isHidden || (HIDDEN.includes(rule) && !grants.includes(rule)));
    }
  };
  walk(rows, false);
  return { hidden, seen };
}
