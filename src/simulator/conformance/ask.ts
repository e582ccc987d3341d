/** Reads the state of a gateway back, over GraphQL, as its admin. */
import { Broken } from "./broken.ts";

export type Reader = { url: string; key: string };

type Answer = { data?: Record<string, unknown> | null; errors?: { message: string }[] };

const longestAnswerMs = 30_000;

/** @throws Broken where the gateway cannot answer it: it has no such field, or says an error. */
export async function ask(reader: Reader, query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await answerTo(reader, query);
  if (errors === undefined && data) return data;
  const [error = { message: "an answer without data" }] = errors ?? [];
  throw new Broken("an answer", missingIn(error.message) ?? `GraphQL said: ${error.message}`);
}

/** Whether GraphQL is there for this key: a word for why it is not, null where it is. */
export async function whyUnread(reader: Reader): Promise<"no GraphQL" | "key refused" | null> {
  try {
    const { data, errors } = await answerTo(reader, "{ viewer { kind } }");
    if (data?.["viewer"]) return null;
    return errors === undefined ? "no GraphQL" : "key refused";
  } catch {
    return "no GraphQL";
  }
}

async function answerTo({ url, key }: Reader, query: string): Promise<Answer> {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(longestAnswerMs),
  });
  return (await answer.json()) as Answer;
}

const MISSING = [
  /^Cannot query field "(?<field>\w+)" on type "(?<type>\w+)"/,
  /^Unknown argument "(?<field>\w+)" on field "(?<type>[\w.]+)"/,
  /^Value "(?<field>\w+)" does not exist in "(?<type>\w+)" enum/,
  /^Unknown type "(?<type>\w+)"/,
];

function missingIn(message: string): string | null {
  for (const pattern of MISSING) {
    const { type, field } = pattern.exec(message)?.groups ?? {};
    if (type !== undefined)
      return `this gateway has no \`${field === undefined ? type : `${type}.${field}`}\``;
  }
  return null;
}
