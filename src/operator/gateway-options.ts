/** What every command takes: which gateway is asked; and how it says that an option is wrong. */
import { CannotRun } from "./cannot-run.ts";

export const GATEWAY_OPTIONS = { url: { type: "string" }, key: { type: "string" } } as const;

export const GATEWAY_USAGE = `  --url <address>       of the gateway (default: where npm start would serve: HOST and PORT)
  --key <key>           an admin's key (default: TERRARIUM_ADMIN_KEY, else the one that npm start made in DATA_DIR;
                        none for a --url where npm start would not serve)
`;

export type GatewayOptions = {
  /** Null: where `npm start` would serve. */
  url: string | null;
  /** Null: the one that `npm start` would take; where the url is another's, none. */
  key: string | null;
};

/** @throws CannotRun with what is wrong. */
export function readGatewayOptions(given: {
  url?: string | undefined;
  key?: string | undefined;
}): GatewayOptions {
  const { url, key } = given;
  return { url: url === undefined ? null : address(url), key: key === undefined ? null : secret(key) };
}

/** The values of a command line, as Node's own parser gives them. @throws CannotRun with what is wrong. */
export function parsedBy<Values>(parse: () => Values, command: string): Values {
  try {
    return parse();
  } catch (cause) {
    // The first sentence says what is wrong; those after it are of no use here.
    const [sentence = ""] = cause instanceof Error ? cause.message.split(/\.\s|\n/) : [];
    throw new CannotRun(`${sentence.replace(/\.$/, "")}; npm run ${command} -- --help lists the options.`, {
      cause,
    });
  }
}

export function wrong(name: string, wanted: string, given: string): CannotRun {
  return new CannotRun(`${name}: wanted: ${wanted}; ${given === "" ? "nothing" : given} came.`);
}

function address(given: string): string {
  // Of which all is used: a path under which a gateway may be, but no name, password or query.
  if (/^https?:\/\/[^@?#]+$/.test(given) && URL.canParse(given)) return given.replace(/\/+$/, "");
  throw wrong("--url", "an address such as http://127.0.0.1:4000", given);
}

function secret(given: string): string {
  if (/^[\x21-\x7e]+$/.test(given)) return given;
  throw new CannotRun("--key: wanted: an admin's key; what came is empty or has spaces.");
}
