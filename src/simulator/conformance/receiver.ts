/** Which gateway is held to the rules, and how much of it can be seen. */
import { environment, readConfig } from "../../config.ts";
import { TerrariumError } from "../../errors.ts";
import { readSecrets } from "../../secrets.ts";
import { CannotPlay } from "../cannot-play.ts";
import { post, signatureOf } from "../post.ts";
import { findTarget } from "../target.ts";
import { whyUnread } from "./ask.ts";
import type { Options } from "./options.ts";
import type { Receiver } from "./play-case.ts";

/** @throws CannotPlay where nothing takes deliveries there, or not with this secret, or the key is refused. */
export async function findReceiver(options: Options): Promise<Receiver> {
  const target = { ...(await findTarget(options)), path: options.path };
  await knock(target);
  const key = options.key ?? (await ownKey(options));
  return { target, reader: key === null ? null : await readerOf(target.url, key), times: [] };
}

// Of all that Terra sends, a healthcheck means the least.
async function knock(target: Receiver["target"]): Promise<void> {
  const body = Buffer.from('{"type":"healthcheck","status":"normal"}');
  const headers = { "content-type": "application/json", ...signatureOf(target, body) };
  const dev = target.devId === null ? {} : { "dev-id": target.devId };
  const { status, said } = await post(target, body, { ...headers, ...dev });
  const where = `${target.url}${target.path}`;
  if (status >= 200 && status < 300) return;
  if (status === 0) {
    throw new CannotPlay(
      `No gateway answers at ${where}: ${said}. Start it first (npm start), or pass --url.`,
    );
  }
  if (status === 401) {
    throw new CannotPlay(
      `${where} refused the signature (401): the secret is not this gateway's. Pass its own as --secret.`,
    );
  }
  throw new CannotPlay(
    `${where} answered a signed healthcheck with ${said}, as a receiver of Terra's does not: pass its address as --url and --path.`,
  );
}

// The key of this folder's start is not for another's gateway.
async function ownKey({ url }: Options): Promise<string | null> {
  if (url !== null) return null;
  try {
    const { adminKey, dataDir } = readConfig(environment());
    return adminKey ?? (await readSecrets(dataDir))?.adminKey ?? null;
  } catch (cause) {
    throw cause instanceof TerrariumError ? new CannotPlay(cause.message, { cause }) : cause;
  }
}

async function readerOf(url: string, key: string): Promise<Receiver["reader"]> {
  const why = await whyUnread({ url, key });
  if (why === "key refused") {
    throw new CannotPlay(`${url}/graphql refused the key: pass the admin's own as --key.`);
  }
  return why === null ? { url, key } : null;
}
