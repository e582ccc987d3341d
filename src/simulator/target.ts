/** Which gateway is played to: where it is, and the secret that it checks. */
import { environment, readConfig } from "../config.ts";
import { TerrariumError } from "../errors.ts";
import { readSecrets } from "../secrets.ts";
import { servedAddress } from "../served-address.ts";
import type { Config } from "../settings.ts";
import { CannotPlay } from "./cannot-play.ts";
import type { Options } from "./options.ts";
import { reasonOf } from "./reason-of.ts";

export type Target = {
  /** Of the gateway, without the slash at its end. */
  url: string;
  secret: string;
  /** Sent in place of the simulated one, to a gateway that takes only these. */
  devId: string | null;
};

/** The gateway that was asked for, else the one that `npm start` would serve here. */
export async function findTarget(options: Pick<Options, "url" | "secret">): Promise<Target> {
  const { url, secret } = options;
  if (url !== null && secret !== null) return { url: withoutSlash(url), secret, devId: null };
  try {
    const config = readConfig(environment());
    return {
      url: url === null ? addressOf(config) : withoutSlash(url),
      secret: secret ?? (await secretOf(config)),
      devId: url === null ? (config.devIds[0] ?? null) : null,
    };
  } catch (cause) {
    throw cause instanceof TerrariumError ? new CannotPlay(cause.message, { cause }) : cause;
  }
}

/** Asks whether a gateway answers there. */
export async function requireGateway({ url }: Target): Promise<void> {
  const door = `${url}/healthz`;
  const answer = await fetch(door, { redirect: "manual", signal: AbortSignal.timeout(5_000) }).catch(
    (cause: unknown) => {
      throw new CannotPlay(
        `No gateway answers at ${url} (${reasonOf(cause)}): start it first (npm start), or pass --url.`,
        {
          cause,
        },
      );
    },
  );
  await answer.body?.cancel();
  if (!answer.ok) {
    throw new CannotPlay(
      `${door} answered ${answer.status}, as a gateway does not: pass its own address as --url, such as http://127.0.0.1:4000.`,
    );
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function addressOf(config: Config): string {
  const address = servedAddress(config);
  if (address !== null) return address;
  throw new CannotPlay(
    "PORT is 0, so npm start takes any free port: pass the address that it says as --url.",
  );
}

async function secretOf({ signingSecrets, dataDir }: Config): Promise<string> {
  const secret = signingSecrets[0] ?? (await readSecrets(dataDir))?.signingSecret;
  if (secret !== undefined) return secret;
  throw new CannotPlay(
    `There is no signing secret, neither in TERRA_SIGNING_SECRETS nor in ${dataDir}: start the gateway first (npm start), which makes one, or pass --secret.`,
  );
}
