/** The command line of keys. */
import { parseArgs } from "node:util";
import { CannotRun } from "./cannot-run.ts";
import {
  GATEWAY_OPTIONS,
  GATEWAY_USAGE,
  type GatewayOptions,
  parsedBy,
  readGatewayOptions,
  wrong,
} from "./gateway-options.ts";
import { timeOf } from "./time-option.ts";

/** What a key is to be: arguments of the schema's mutations. What is null is taken away, what is absent is left. */
export type GivenKey = {
  name?: string;
  scopes?: string[];
  expiresAt?: string | null;
  referenceIds?: string[] | null;
  userIds?: string[] | null;
  providers?: string[] | null;
  recordTypes?: string[] | null;
  study?: string;
  grants?: string[] | null;
};

export type KeyCommand =
  | { does: "create"; given: GivenKey }
  | { does: "list" }
  | { does: "update"; which: string; given: GivenKey }
  | { does: "revoke"; which: string }
  | { does: "help" };

export type KeyOptions = GatewayOptions & { command: KeyCommand; json: boolean };

export const USAGE = `npm run keys -- create --name <text> --scope <scope> [what it is narrowed to]
npm run keys -- list
npm run keys -- update <prefix or id> [what is to be another]
npm run keys -- revoke <prefix or id>

Makes, lists, changes and revokes API keys of a running gateway. A key is printed once, when it is made. What becomes of
a key holds at once, on every instance.

  --name <text>         what to call it
  --scope <scope>       ADMIN: everything; OPERATE: deliveries, their replay, the status; READ: people's data;
                        ANALYSE: people's data under pseudonyms. Several: --scope OPERATE,READ, but ANALYSE alone
  --expires <when>      90d, 12h, a day in UTC such as 2027-01-01, or a time such as 2027-01-01T08:00:00Z; never
  --reference <text>    only the user with this key of the app; may be given several times
  --user <id>           only the user with this id; may be given several times
  --provider <name>     only what came by this provider, such as GARMIN; several, with commas
  --type <type>         only records of this type, such as SLEEP; several, with commas
  --study <text>        with --scope ANALYSE: under whose pseudonyms it reads
  --grant <class>       with --scope ANALYSE: shows values of this class as they are: IDENTITY, PLACE, DEVICE

With update, to take away what it is narrowed to:
  --everyone            all users
  --any-provider        all providers
  --any-type            all types of records
  --no-grant            no class

  --json                answers in JSON
${GATEWAY_USAGE}  --help                says this
`;

const OPTIONS = {
  name: { type: "string" },
  scope: { type: "string", multiple: true },
  expires: { type: "string" },
  reference: { type: "string", multiple: true },
  user: { type: "string", multiple: true },
  provider: { type: "string", multiple: true },
  type: { type: "string", multiple: true },
  study: { type: "string" },
  grant: { type: "string", multiple: true },
  everyone: { type: "boolean" },
  "any-provider": { type: "boolean" },
  "any-type": { type: "boolean" },
  "no-grant": { type: "boolean" },
  json: { type: "boolean", default: false },
  ...GATEWAY_OPTIONS,
  help: { type: "boolean", short: "h", default: false },
} as const;

/** @throws CannotRun with what is wrong. */
export function readKeyOptions(args: string[], now: Date): KeyOptions {
  const parse = () => parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { values, positionals } = parsedBy(parse, "keys");
  const { json, help, ...given } = values;
  const command = help ? ({ does: "help" } as const) : commandOf(positionals, given, now);
  return { command, json, ...readGatewayOptions(values) };
}

type Values = Omit<ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"], "json" | "help">;

function commandOf([does, which, ...more]: string[], values: Values, now: Date): KeyCommand {
  const { url: _url, key: _key, ...about } = values;
  if (more.length > 0) throw unexpected(more.join(" "));
  if (does === "create") {
    if (which !== undefined) throw unexpected(which);
    return { does, given: newKey(about, now) };
  }
  if (does === "update") return { does, which: named(which), given: changes(about, now) };
  if (Object.keys(about).length > 0)
    throw new CannotRun(`${does ?? "keys"} takes no --${Object.keys(about)[0]}; --help says what it takes.`);
  if (does === "revoke") return { does, which: named(which) };
  if (does !== "list") throw wrong("keys", "create, list, update or revoke; --help says more", does ?? "");
  if (which !== undefined) throw unexpected(which);
  return { does };
}

function newKey(values: Values, now: Date): GivenKey {
  const given = givenKey(values, now);
  if (given.name === undefined) throw wrong("--name", "what to call the key, such as app", "");
  if (given.scopes === undefined) throw wrong("--scope", "ADMIN, OPERATE, READ or ANALYSE", "");
  return given;
}

function changes(values: Values, now: Date): GivenKey {
  for (const fixed of ["scope", "study"] as const)
    if (values[fixed] !== undefined)
      throw new CannotRun(
        `--${fixed}: a key keeps its ${fixed} for good: make another, and revoke this one.`,
      );
  const given = givenKey(values, now);
  if (Object.keys(given).length > 0) return given;
  throw new CannotRun(
    "Say what is to be another: --name, --expires, --reference ...; --help lists the rest.",
  );
}

function givenKey(values: Values, now: Date): GivenKey {
  const { name, scope, expires, reference, user, provider, type, study, grant, everyone } = values;
  return {
    ...(name !== undefined && { name }),
    ...(scope && { scopes: words("--scope", scope) }),
    ...(expires !== undefined && { expiresAt: expiry(expires, now) }),
    ...(everyone && { referenceIds: null, userIds: null }),
    ...(reference && { referenceIds: reference }),
    ...(user && { userIds: user }),
    ...(values["any-provider"] && { providers: null }),
    ...(provider && { providers: words("--provider", provider) }),
    ...(values["any-type"] && { recordTypes: null }),
    ...(type && { recordTypes: words("--type", type) }),
    ...(study !== undefined && { study }),
    ...(values["no-grant"] && { grants: null }),
    ...(grant && { grants: words("--grant", grant) }),
  };
}

// All of them are written in capitals.
function words(name: string, given: string[]): string[] {
  const parts = given.flatMap((text) => text.split(",")).map((part) => part.trim().toUpperCase());
  if (parts.every((part) => part !== "")) return parts;
  throw wrong(name, "names separated by commas", given.join(" "));
}

function expiry(given: string, now: Date): string | null {
  if (given === "never") return null;
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(given) ?? [];
  if (count !== undefined)
    return new Date(now.getTime() + Number(count) * (unit === "d" ? 24 : 1) * 3_600_000).toISOString();
  const time = timeOf(given)?.time;
  if (time) return time.toISOString();
  throw wrong(
    "--expires",
    "90d, 12h, a day as YYYY-MM-DD, a time such as 2027-01-01T08:00:00Z, or never",
    given,
  );
}

function named(which: string | undefined): string {
  if (which !== undefined && which !== "") return which;
  throw wrong("keys", "a key's prefix or id, as npm run keys -- list says it", "");
}

function unexpected(came: string): CannotRun {
  return new CannotRun(`${came} came and is nothing that this takes; npm run keys -- --help says more.`);
}
