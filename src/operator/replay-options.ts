/** The command line of a replay. */
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

export type ReplayOptions = GatewayOptions & {
  /** Which deliveries: an input of the schema's. Its end is always given, so that what comes meanwhile is left alone. */
  filter: {
    states?: string[];
    types?: string[];
    reference?: string;
    received: { from?: string; to: string };
  };
  /** Whether it is of everything: then what one takes back, the others fill in a second pass. */
  all: boolean;
  help: boolean;
};

export const USAGE = `npm run replay -- [which] [options]

Applies stored deliveries again, in the order in which they came, as the running gateway reads them. What reads as
before changes nothing. Ends with 1 where some of them are still FAILED.

  --failed              only those that are FAILED
  --pending             only those that are PENDING, without waiting for their time
  --types sleep,daily   only these types of Terra's events
  --reference <text>    only those of the transfer that has this reference
  --since 2026-01-01    only those that came on this day, in UTC, or later (or a time, such as 2026-01-01T08:00:00Z)
  --until 2026-01-31    only those that came on this day, in UTC, or earlier (or before a time)
  --all                 all that are kept

${GATEWAY_USAGE}  --help                says this
`;

/** @throws CannotRun with what is wrong. */
export function readReplayOptions(args: string[], now: Date): ReplayOptions {
  const { failed, pending, types, reference, since, until, all, url, key, help } = parsed(args);
  const states = [...(failed ? ["FAILED"] : []), ...(pending ? ["PENDING"] : [])];
  const chosen = states.length > 0 || [types, reference, since, until].some((given) => given !== undefined);
  if (!help && all === chosen)
    throw new CannotRun(
      "Say which deliveries: --failed, --pending, --types, --reference, --since or --until, or --all alone; --help says more.",
    );
  return {
    filter: {
      ...(states.length > 0 ? { states } : {}),
      ...(types === undefined ? {} : { types: list("--types", types) }),
      ...(reference === undefined ? {} : { reference }),
      received: {
        ...(since === undefined ? {} : { from: instant("--since", since, 0) }),
        to: until === undefined ? now.toISOString() : instant("--until", until, 1),
      },
    },
    all,
    ...readGatewayOptions({ url, key }),
    help,
  };
}

function parsed(args: string[]) {
  const parse = () =>
    parseArgs({
      args,
      options: {
        failed: { type: "boolean", default: false },
        pending: { type: "boolean", default: false },
        types: { type: "string" },
        reference: { type: "string" },
        since: { type: "string" },
        until: { type: "string" },
        all: { type: "boolean", default: false },
        ...GATEWAY_OPTIONS,
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  return parsedBy(parse, "replay");
}

function list(name: string, given: string): string[] {
  const parts = given.split(",").map((part) => part.trim());
  if (parts.every((part) => part !== "")) return parts;
  throw wrong(name, "types separated by commas, such as sleep,daily", given);
}

// A day stands for its beginning, or as an end for the beginning of the next.
function instant(name: string, given: string, daysLater: number): string {
  const found = timeOf(given);
  if (found === null) throw wrong(name, "a day as YYYY-MM-DD, or a time such as 2026-01-01T08:00:00Z", given);
  const { time, isDay } = found;
  if (isDay) time.setUTCDate(time.getUTCDate() + daysLater);
  return time.toISOString();
}
