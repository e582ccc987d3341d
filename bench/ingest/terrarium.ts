/** Terrarium, to which everybody has connected. */
import type pg from "pg";
import { type RunningGateway, startGateway } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import { filledArrays } from "../terra/day-tail.ts";
import { RECORDS, USERS } from "../terra/deliveries.ts";
import type { Check, Contender } from "./contender.ts";
import type { HttpLoad } from "./http-load.ts";

// People connect before their data comes, so that who they are outlives a round; the rest does not.
const KEPT = ["users", "connections", "terra_user_ids", "connection_events"];

export const DATABASE = "terrarium_gateway";

/** With the module, where one is given, loaded ahead of it. */
export async function startTerrarium(
  server: Server,
  load: HttpLoad,
  connections: number,
  preload?: URL,
): Promise<Contender & { gateway: RunningGateway }> {
  const { url, client } = await server.createDatabase(DATABASE);
  const gateway = await startGateway(server, url, { preload });
  const { pid, port, stop } = gateway;
  try {
    const introduced = await load.introduce(port, connections);
    if (introduced.failure !== null || introduced.answered !== USERS) {
      throw new Error(
        `Terrarium did not take everybody's auth: ${introduced.failure ?? introduced.answered}`,
      );
    }
    await client.query(`truncate ${(await tablesOf(client)).join(", ")}`);
    return {
      name: "terrarium",
      pid,
      port,
      client,
      prepare: load.prepare,
      run: (plan) => load.send(port, plan),
      checks,
      tables: () => tablesOf(client),
      stop,
      gateway,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function checks(answered: number, bytes: number): Check[] {
  const records = Math.min(answered, RECORDS);
  return [
    {
      what: "deliveries stored and applied",
      sql: "select count(*) from deliveries where state = 'APPLIED'",
      wanted: answered,
    },
    { what: "records", sql: "select count(*) from dailies where steps is not null", wanted: records },
    { what: "series", sql: "select count(*) from series", wanted: records * filledArrays(bytes) },
    {
      what: "records in the feed",
      sql: "select count(distinct (connection_id, key)) from changes",
      wanted: records,
    },
  ];
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(c.relname) as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not like 'kysely%' and c.relname <> all($1)`,
    [KEPT],
  );
  return rows.map(({ name }) => name);
}
