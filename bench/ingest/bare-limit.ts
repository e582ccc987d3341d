import type { LoadResult } from "../load/result.ts";
import { startChild } from "../machine/child.ts";
import type { Server } from "../machine/server.ts";
import type { BareQuestion } from "./bare-writer.ts";
import type { Contender, RoundPlan } from "./contender.ts";

// No key, no index, no compression that would cost the server time: the least that keeps a body.
const TABLES = `
  create table deliveries (body bytea not null);
  alter table deliveries alter column body set storage external`;

/** No door and no meaning: bodies go into one column as fast as the database takes them. */
export async function startBareLimit(server: Server): Promise<Contender> {
  const { url, client } = await server.createDatabase("bare_database_limit");
  await client.query(TABLES);
  const child = startChild<BareQuestion, LoadResult | number>(new URL("./bare-writer.ts", import.meta.url));
  return {
    name: "bare-database-limit",
    pid: child.pid,
    port: null,
    client,
    prepare: async ({ bytes, count, seed }: RoundPlan) => {
      const mean = await child.ask({ ask: "prepare", bytes, count, seed });
      return typeof mean === "number" ? mean : 0;
    },
    run: async ({ leadSeconds, seconds }: RoundPlan) => {
      const result = await child.ask({ ask: "write", url, leadSeconds, seconds });
      if (typeof result === "object") return result;
      throw new Error("the bare writer was asked for a result");
    },
    checks: (answered) => [{ what: "bodies", sql: "select count(*) from deliveries", wanted: answered }],
    tables: async () => ["deliveries"],
    stop: child.stop,
  };
}
