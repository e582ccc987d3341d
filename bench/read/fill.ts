/** The data of the read benchmark: written by Terrarium itself, through its own door, and then left to rest. */
import type pg from "pg";
import { type Load, send } from "../load/load.ts";
import { SECRET, startGateway } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import type { Progress } from "../progress.ts";
import { HISTORY_DAYS, HISTORY_TYPES, PROVIDERS } from "../terra/history.ts";
import { LATEST } from "./questions.ts";

/** How many people's deliveries are sent in one go: as many steps of progress as it takes. */
const PEOPLE_AT_ONCE = 50;
const CONNECTIONS = 16;
const MOST_SECONDS = 300;

export function fillSteps(people: number): number {
  return Math.ceil(people / PEOPLE_AT_ONCE);
}

/** @throws Error when not all of it is there afterwards. */
export async function fill(
  server: Server,
  { url, client }: { url: string; client: pg.Client },
  load: Load,
  people: number,
  progress: Progress,
): Promise<void> {
  const gateway = await startGateway(server, url);
  try {
    for (let from = 0; from < people; from += PEOPLE_AT_ONCE) {
      const to = from + PEOPLE_AT_ONCE;
      progress.step(`writing the data: ${to} of ${people} people`);
      await load.ask({ ask: "prepare", what: "history", from, to, secret: SECRET });
      await deliver(load, gateway.port, PEOPLE_AT_ONCE * PROVIDERS.length * HISTORY_TYPES.length);
    }
  } finally {
    await gateway.stop();
  }
  await check(client, people);
  await client.query("vacuum (analyze)");
  await server.checkpoint();
}

async function deliver(load: Load, port: number, wanted: number): Promise<void> {
  const plan = { port, connections: CONNECTIONS, leadSeconds: 0, seconds: MOST_SECONDS };
  const { failure, answered } = await send(load, plan);
  if (failure === null && answered === wanted) return;
  throw new Error(`Terrarium did not take the data: ${failure ?? `${answered} of ${wanted} answered`}`);
}

async function check(client: pg.Client, people: number): Promise<void> {
  const wanted = people * PROVIDERS.length * HISTORY_DAYS;
  for (const { table } of LATEST) {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int4 as count from ${table}`);
    if (rows[0]?.count === wanted) continue;
    throw new Error(`of ${table} there are ${rows[0]?.count}, not ${wanted}`);
  }
}
