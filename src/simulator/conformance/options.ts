/** The command line of the conformance kit. */
import { parseArgs } from "node:util";
import { CannotPlay } from "../cannot-play.ts";
import { WRITE_DOOR } from "../post.ts";
import { RULES, type RuleNumber } from "./case.ts";

export type Options = {
  /** Null: where `npm start` would serve. */
  url: string | null;
  /** Under the url, where deliveries are taken. */
  path: string;
  /** Null: the one that `npm start` would take. */
  secret: string | null;
  /** Null: the one that `npm start` would take; where the url is another's, none. */
  key: string | null;
  only: readonly RuleNumber[];
  concurrency: number;
  json: boolean;
  list: boolean;
  help: boolean;
};

export const USAGE = `npm run conformance -- [options]

Plays Terra to a gateway, case by case, and says which of the rules (docs/rules.md) it keeps. With the admin key it
reads the state back over GraphQL; of another receiver it says what can be seen from outside: signatures, answers,
the time to answer. Every case sends ids of its own, which begin with conf-, so that it can be run again and again on a
gateway in use; what it sent stays there. Ends with 1 when a rule is broken.

  --only 4,7            these rules alone
  --list                says the cases, and sends nothing
  --json                the result for machines
  --concurrency 8       cases at once
  --url <address>       of the gateway (default: where npm start would serve: HOST and PORT)
  --path ${WRITE_DOOR}  where it takes deliveries
  --secret <secret>     that signs (default: TERRA_SIGNING_SECRETS, else the one that npm start made in DATA_DIR)
  --key <key>           of the admin (default: TERRARIUM_ADMIN_KEY, else the one that npm start made in DATA_DIR)
  --help                says this
`;

/** @throws CannotPlay with what is wrong. */
export function readOptions(args: string[]): Options {
  const { url, path, secret, key, only, concurrency, ...flags } = parsed(args);
  return {
    url: url === undefined ? null : fitting("--url", url, /^https?:\/\/[^@?#]+$/, "an address"),
    path: fitting("--path", path, /^\/[^?#\s]*$/, "a path such as /webhooks/terra"),
    secret: secret === undefined ? null : hidden("--secret", secret),
    key: key === undefined ? null : hidden("--key", key),
    only: only === undefined ? [] : only.split(",").map(ruleOf),
    concurrency: Number(fitting("--concurrency", concurrency, /^([1-9]|[1-5]\d|6[0-4])$/, "1 to 64")),
    ...flags,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        url: { type: "string" },
        path: { type: "string", default: WRITE_DOOR },
        secret: { type: "string" },
        key: { type: "string" },
        only: { type: "string" },
        concurrency: { type: "string", default: "8" },
        json: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    const [sentence = ""] = cause instanceof Error ? cause.message.split(/\.\s|\n/) : [];
    throw new CannotPlay(`${sentence.replace(/\.$/, "")}; npm run conformance -- --help lists the options.`, {
      cause,
    });
  }
}

function ruleOf(text: string): RuleNumber {
  const rule = Number(text);
  if (/^\d+$/.test(text) && rule in RULES) return rule as RuleNumber;
  throw wrong("--only", `rules from 0 to ${Object.keys(RULES).length - 1}, such as 4,7`, text);
}

function fitting(name: string, given: string, pattern: RegExp, wanted: string): string {
  if (pattern.test(given)) return given;
  throw wrong(name, wanted, given);
}

function hidden(name: string, given: string): string {
  if (/^\S+$/.test(given)) return given;
  throw new CannotPlay(`${name}: wanted: visible characters without spaces; what came has others.`);
}

function wrong(name: string, wanted: string, given: string): CannotPlay {
  return new CannotPlay(`${name}: wanted: ${wanted}; ${given === "" ? "nothing" : given} came.`);
}
