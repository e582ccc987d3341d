/** The command line of the simulation. */
import { parseArgs } from "node:util";
import { CannotPlay } from "./cannot-play.ts";
import { FAULTS, type Fault } from "./faults/fault.ts";

export type Options = {
  users: number;
  days: number;
  seed: number;
  /** With series (heart rate over a day and the like), as a real destination has them. */
  samples: boolean;
  /** Whether every event of Terra's is played, and not only data and what opens a connection. */
  events: boolean;
  /** What goes wrong on the way; nothing, where there are none. */
  faults: readonly Fault[];
  /** Whether to go on, after the days of history, until somebody stops it. */
  live: boolean;
  /** The last day of history, in UTC; null: the last whole one, or with `live` one that leaves some to be played. */
  until: string | null;
  /** Seconds of the simulated time in one of ours, in the live part until it has caught up with now. */
  speed: number;
  /** Deliveries at once; of one connection there is never more than one. */
  concurrency: number;
  /** Null: where `npm start` would serve. */
  url: string | null;
  /** Null: the one that `npm start` would take. */
  secret: string | null;
  help: boolean;
};

export const USAGE = `npm run simulate -- [options]

Plays Terra: signed deliveries of simulated people over HTTP to a running gateway. The same seed gives the same
people and the same days, so whatever is sent again changes nothing. With --live, the last three days come after the
history bit by bit, as if they passed in some minutes, and then the days go on in real time.

  --users 3             people, each with one account or several
  --days 30             days of history
  --seed 1              which people
  --events              with all that becomes of accounts: re-authentications, revocations, trouble, backfills
  --faults [<kinds>]    with what goes wrong on the way, and --events: ${FAULTS.slice(0, 3).join(",")},
                        ${FAULTS.slice(3).join(",")}; all, or those given
  --samples             with series such as heart rate over a day (large bodies, as real ones are)
  --until 2026-01-31    the last day of history, in UTC (default: yesterday; with --live: three days ago)
  --live                goes on after the history, until Ctrl-C
  --speed 600           simulated seconds a second, until the live part has caught up with now (1: it begins now)
  --concurrency 8       deliveries at once
  --url <address>       of the gateway (default: where npm start would serve: HOST and PORT)
  --secret <secret>     that signs (default: TERRA_SIGNING_SECRETS, else the one that npm start made in DATA_DIR)
  --help                says this
`;

/** @throws CannotPlay with what is wrong. */
export function readOptions(args: string[]): Options {
  const { faults: kinds, ...values } = parsed(withKinds(args));
  const faults = kinds === undefined ? [] : faultsOf(kinds);
  return {
    users: wholeNumber("--users", values.users, 1, 10_000),
    days: wholeNumber("--days", values.days, 1, 3_660),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    samples: values.samples,
    events: values.events || faults.length > 0,
    faults,
    live: values.live,
    until: values.until === undefined ? null : day("--until", values.until),
    speed: speed(values.speed),
    concurrency: wholeNumber("--concurrency", values.concurrency, 1, 256),
    url: values.url === undefined ? null : address("--url", values.url),
    secret: values.secret === undefined ? null : secret(values.secret),
    help: values.help,
  };
}

// `--faults` alone is all of them.
function withKinds(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1];
    const isAlone = arg === "--faults" && (next === undefined || next.startsWith("-"));
    return isAlone ? [`--faults=${FAULTS.join(",")}`] : [arg];
  });
}

function faultsOf(kinds: string): Fault[] {
  return kinds.split(",").map((kind) => {
    const fault = FAULTS.find((name) => name === kind);
    if (fault === undefined) throw wrong("--faults", `some of ${FAULTS.join(",")}`, kind);
    return fault;
  });
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        users: { type: "string", default: "3" },
        days: { type: "string", default: "30" },
        seed: { type: "string", default: "1" },
        samples: { type: "boolean", default: false },
        events: { type: "boolean", default: false },
        faults: { type: "string" },
        live: { type: "boolean", default: false },
        until: { type: "string" },
        speed: { type: "string", default: "600" },
        concurrency: { type: "string", default: "8" },
        url: { type: "string" },
        secret: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    // The first sentence says what is wrong; those after it are of no use here.
    const [sentence = ""] = cause instanceof Error ? cause.message.split(/\.\s|\n/) : [];
    throw new CannotPlay(`${sentence.replace(/\.$/, "")}; npm run simulate -- --help lists the options.`, {
      cause,
    });
  }
}

function wholeNumber(name: string, given: string, least: number, most: number): number {
  const value = Number(given);
  if (/^\d{1,10}$/.test(given) && value >= least && value <= most) return value;
  throw wrong(name, `a whole number from ${least} to ${most}`, given);
}

function speed(given: string): number {
  const value = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && value >= 0.001 && value <= 1_000_000) return value;
  throw wrong("--speed", "a number from 0.001 to 1000000", given);
}

function day(name: string, given: string): string {
  const time = Date.parse(given);
  // A day that the month does not have would be read as one of the next.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(time);
  if (isDay && new Date(time).toISOString().startsWith(given)) return given;
  throw wrong(name, "a day as YYYY-MM-DD", given);
}

function address(name: string, given: string): string {
  // Of which all is used: a path under which a gateway may be, but no name, password or query.
  if (/^https?:\/\/[^@?#]+$/.test(given) && URL.canParse(given)) return given;
  throw wrong(name, "an address such as http://127.0.0.1:4000", given);
}

function secret(given: string): string {
  if (/^\S+$/.test(given)) return given;
  throw new CannotPlay(
    "--secret: wanted: the signing secret of a destination; what came is empty or has spaces.",
  );
}

function wrong(name: string, wanted: string, given: string): CannotPlay {
  return new CannotPlay(`${name}: wanted: ${wanted}; ${given === "" ? "nothing" : given} came.`);
}
