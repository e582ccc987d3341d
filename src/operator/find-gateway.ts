/** Which gateway is asked: where it is, and the key that it takes. */
import { environment, readConfig } from "../config.ts";
import { TerrariumError } from "../errors.ts";
import { readSecrets } from "../secrets.ts";
import { servedAddress } from "../served-address.ts";
import type { Config } from "../settings.ts";
import { CannotRun } from "./cannot-run.ts";

export type AskedGateway = { url: string; key: string };

/**
 * The gateway that was named, else the one that `npm start` would serve here. Only there the key of this folder goes by
 * itself: whoever else was named could use it here.
 */
export async function findGateway(given: { url: string | null; key: string | null }): Promise<AskedGateway> {
  const { url, key } = given;
  if (url !== null && key !== null) return { url, key };
  try {
    const config = readConfig(environment());
    const asked = url ?? addressOf(config);
    return { url: asked, key: key ?? (await ownKey(config, asked)) };
  } catch (cause) {
    throw cause instanceof TerrariumError ? new CannotRun(cause.message, { cause }) : cause;
  }
}

function addressOf(config: Config): string {
  const address = servedAddress(config);
  if (address !== null) return address;
  throw new CannotRun(
    "PORT is 0, so npm start takes any free port: pass the address that it says as --url, and its admin key as --key.",
  );
}

async function ownKey(config: Config, url: string): Promise<string> {
  const served = servedAddress(config);
  if (served === null || URL.parse(served)?.origin !== URL.parse(url)?.origin)
    throw new CannotRun(
      `--key: wanted: an admin's key of ${url}; none came, and the one that npm start takes here is not sent elsewhere.`,
    );
  return keyOf(config);
}

async function keyOf({ adminKey, dataDir }: Config): Promise<string> {
  const key = adminKey ?? (await readSecrets(dataDir))?.adminKey;
  if (key !== undefined) return key;
  throw new CannotRun(
    `There is no admin key, neither in TERRARIUM_ADMIN_KEY nor in ${dataDir}: start the gateway first (npm start), which makes one, or pass --key.`,
  );
}
