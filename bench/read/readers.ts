/** How each reader is started. */
import { startChild } from "../machine/child.ts";
import { KEY, startGateway } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import type { ReaderName } from "./questions.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

type Start = (server: Server, url: string) => Promise<Reader>;

export const readers: Record<ReaderName, Start> = {
  terrarium: async (server, url) => ({ name: "terrarium", ...(await startGateway(server, url)) }),
  postgraphile: (_, url) =>
    startOther("postgraphile", url, new URL("./postgraphile-server.ts", import.meta.url)),
  "limit-js": (_, url) => startOther("limit-js", url, new URL("./limit-server.ts", import.meta.url)),
};

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
