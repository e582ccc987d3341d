/** Four gateways on one database, and a load whose deliveries all want the same rows. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { lastSaidIsCurrent } from "../check/last-said-is-current.ts";
import { storedOnce } from "../check/stored-once.ts";
import { openSenders } from "../load/senders.ts";
import type { Proof } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { openGatewayProcess } from "../stage/gateway-process.ts";
import { openPostgres } from "../stage/postgres-server.ts";
import { openHotKeys } from "./hot-keys.ts";

export const deadlock: Proof = {
  claim:
    "Gateways that share a database never wait for one another in a circle, whatever they all write at once",
  options: {
    seconds: { default: 60, meaning: "of load" },
    gateways: { default: 4, meaning: "on one database" },
    seed: { default: 1, meaning: "what is sent" },
    connections: { default: 24, meaning: "deliveries at once" },
  },
  async run(run, { seconds = 0, gateways: count = 0, seed = 0, connections = 0 }) {
    const folder = await openFolder(run.opened);
    const server = await openPostgres(folder, run.opened, { fsync: true });
    const open = () =>
      openGatewayProcess({ command: run.gateway, databaseUrl: server.url, folder }, run.opened);
    // The first one migrates alone.
    const gateways = [await open()];
    gateways.push(...(await Promise.all(Array.from({ length: count - 1 }, open))));
    const senders = openSenders(gateways, openHotKeys(seed), connections);
    const progress = run.progress(seconds, "seconds");
    for (let second = 1; second <= seconds; second += 1) {
      await sleep(1_000);
      progress.at(second, `${senders.taken.size} deliveries answered 200`);
    }
    progress.end();
    await senders.finish();
    const deadlocks = await deadlocksOf(server.pool);
    const torn = await tornRecords(server.pool);
    return {
      counts: {
        "deliveries answered 200": senders.taken.size,
        "answers 200, 503, none": Object.values(senders.answers).join(", "),
        deadlocks,
      },
      broken: [
        ...(deadlocks === 0 ? [] : [`PostgreSQL counted ${deadlocks} deadlocks`]),
        ...(senders.answers["503"] + senders.answers.none === 0 ? [] : ["a delivery was not taken at once"]),
        ...senders.odd,
        ...(await storedOnce(server.pool, senders.taken)),
        ...(await lastSaidIsCurrent(server.pool)),
        ...torn,
        ...gateways.flatMap(({ errors }) => errors),
      ],
    };
  },
};

// PostgreSQL's own counts come a little later than what they count.
async function deadlocksOf(pool: pg.Pool): Promise<number> {
  await sleep(1_500);
  const { rows } = await pool.query(
    "select deadlocks::int from pg_stat_database where datname = current_database()",
  );
  return rows[0].deadlocks;
}

// All days of a delivery state one number, and the newest is the same for all of them.
async function tornRecords(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ terra_user_id: string; steps: number[] }>(
    `select terra_user_id, array_agg(distinct steps) as steps from dailies
      where not deleted group by connection_id, terra_user_id having count(distinct steps) > 1`,
  );
  return rows.map(
    ({ terra_user_id, steps }) => `the days of ${terra_user_id} are not of one delivery: ${steps}`,
  );
}
