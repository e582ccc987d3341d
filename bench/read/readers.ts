/** How each reader is started. */
import { startChild } from "../machine/child.ts";
import { KEY, startGateway } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import { ISSUER, type ReaderName } from "./questions.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

type Start = (server: Server, url: string) => Promise<Reader>;

export const readers: Record<ReaderName, Start> = {
  terrarium: (server, url) => startTerrarium("terrarium", server, url, LIMITED),
  "terrarium-open": (server, url) => startTerrarium("terrarium-open", server, url, OPEN),
  "terrarium-user": (server, url) => startTerrarium("terrarium-user", server, url, { ...LIMITED, ...ISSUER }),
  postgraphile: (_, url) =>
    startOther("postgraphile", url, new URL("./postgraphile-server.ts", import.meta.url)),
  "limit-js": (_, url) => startOther("limit-js", url, new URL("./limit-server.ts", import.meta.url)),
};

/** As it comes, counting what each key and address asks; but nobody asks as much as is refused. */
const LIMITED = {
  TERRARIUM_REQUESTS_PER_MINUTE_PER_KEY: "1000000000",
  TERRARIUM_REQUESTS_PER_MINUTE_PER_ADDRESS: "1000000000",
};
/** Without the second wall, and counting nothing. */
const OPEN = {
  TERRARIUM_ROW_SECURITY: "off",
  TERRARIUM_REQUESTS_PER_MINUTE_PER_KEY: "0",
  TERRARIUM_REQUESTS_PER_MINUTE_PER_ADDRESS: "0",
  TERRARIUM_FAILED_KEYS_PER_MINUTE: "0",
};

async function startTerrarium(
  name: ReaderName,
  server: Server,
  url: string,
  settings: Record<string, string>,
): Promise<Reader> {
  return { name, ...(await startGateway(server, url, { settings })) };
}

/** As many as Terrarium has for reading. */
const POOL_SIZE = 20;

async function startOther(name: ReaderName, url: string, file: URL): Promise<Reader> {
  const { pid, ask, stop } = startChild<ReaderOptions, number>(file);
  try {
    return { name, pid, port: await ask({ url, key: KEY, poolSize: POOL_SIZE }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
