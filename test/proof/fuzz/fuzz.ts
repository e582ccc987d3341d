/** Sends mutated samples, rightly signed, to the door of a gateway. */
import fc from "fast-check";
import type pg from "pg";
import { parseTerraJson } from "../../../src/terra/json.ts";
import { ask } from "../load/ask.ts";
import { type Answer, type Delivery, post } from "../load/send.ts";
import type { Target } from "../load/target.ts";
import { memoryText } from "../overload/overload.ts";
import type { Proof } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { type GatewayProcess, openGatewayProcess } from "../stage/gateway-process.ts";
import { growthOf, watchMemory } from "../stage/memory.ts";
import { openPostgres } from "../stage/postgres-server.ts";
import { arbitraryRequest, type OddRequest } from "./arbitrary-request.ts";
import { readEverything } from "./read-everything.ts";

const GROUP = 160;
const AT_ONCE = 16;
const RUNS_A_ROUND = 40;
const SHRINK_MS = 120_000;
const PAGES_BETWEEN = 5;
const MOST_MB = 1_024;

export const fuzz: Proof = {
  claim:
    "Whatever is signed is answered 200 and stored once, or 400 where it is no JSON object; and all of it can be read",
  options: {
    cases: { default: 100_000, meaning: "mutated deliveries" },
    seed: { default: 1, meaning: "which" },
  },
  async run(run, { cases = 0, seed = 0 }) {
    const folder = await openFolder(run.opened);
    const { url, pool } = await openPostgres(folder, run.opened, { fsync: false });
    const env = {
      TERRARIUM_MAX_QUERY_TOKENS: "100000",
      TERRARIUM_MAX_QUERY_DEPTH: "30",
      TERRARIUM_MAX_QUERY_ALIASES: "10000",
      TERRARIUM_MAX_QUERY_COST: "1000000",
    };
    const gateway = await openGatewayProcess(
      { command: run.gateway, databaseUrl: url, folder, env },
      run.opened,
    );
    const memory = watchMemory(gateway.pid);
    run.opened.defer(() => memory.stop());
    const progress = run.progress(cases, "deliveries");
    const counts = { sent: 0, "200": 0, "400": 0, read: 0 };
    const checked = { gateway, pool, counts };
    for (let round = 0; counts.sent < cases; round += 1) {
      await fc.assert(
        fc.asyncProperty(
          fc.array(arbitraryRequest(), { minLength: 1, maxLength: GROUP, size: "max" }),
          async (group) => {
            await sendGroup(checked, group);
            progress.at(counts.sent, `${counts["400"]} of them no JSON object`);
          },
        ),
        {
          seed: seed + round,
          numRuns: RUNS_A_ROUND,
          interruptAfterTimeLimit: SHRINK_MS,
        },
      );
      counts.read += await readEverything(gateway, PAGES_BETWEEN);
    }
    progress.end();
    counts.read += await readEverything(gateway, Number.POSITIVE_INFINITY);
    memory.stop();
    const states = await statesOf(pool);
    const pending = await pendingOf(pool);
    const most = Math.max(...memory.samples);
    return {
      counts: {
        "mutated deliveries": counts.sent,
        "answered 200, 400": `${counts["200"]}, ${counts["400"]}`,
        "stored as": states,
        "things read, every field": counts.read,
        "memory, MB": memoryText(memory.samples, growthOf(memory.samples)),
        seed,
      },
      broken: [
        ...(gateway.endedByItself() > 0 ? ["the gateway ended by itself"] : []),
        ...(most < MOST_MB ? [] : [`the gateway held ${Math.round(most)} MB`]),
        ...gateway.errors,
        ...(pending > 0 ? [`${pending} deliveries that nothing is fetched for stay PENDING`] : []),
      ],
    };
  },
};

type Checked = {
  gateway: GatewayProcess;
  pool: pg.Pool;
  counts: { sent: number; "200": number; "400": number; read: number };
};

/** @throws Error with what is wrong, and with the body where it is one delivery's fault. */
async function sendGroup({ gateway, pool, counts }: Checked, group: readonly OddRequest[]): Promise<void> {
  const first = counts.sent;
  counts.sent += group.length;
  const deliveries = group.map(
    ({ body, headers }, i): Delivery => ({ traceId: `fuzz-${first + i}`, body, headers }),
  );
  const errorsBefore = gateway.errors.length;
  const [answers] = await Promise.all([postAll(gateway, deliveries), requireSentinel(gateway, first)]);
  const stored = await storedOf(pool, deliveries);
  for (const [i, { status }] of answers.entries()) {
    const { sample, body, headers } = group[i] as OddRequest;
    const wanted = isJsonObject(body) ? 200 : 400;
    const times = stored.get(`fuzz-${first + i}`) ?? 0;
    counts[wanted] += 1;
    if (status === wanted && times === (wanted === 200 ? 1 : 0)) continue;
    throw new Error(
      `A mutated ${sample} was to be answered ${wanted}; ${status} came, and it is stored ${times} times.\n` +
        `headers ${JSON.stringify(headers)}\nbody ${JSON.stringify(body.toString("latin1"))}`,
    );
  }
  if (gateway.errors.length > errorsBefore) throw new Error(`It logged ${gateway.errors.at(-1)}`);
}

// So few at once that none of them has to wait long: a refusal is no fault of a body's.
async function postAll(target: Target, deliveries: readonly Delivery[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let first = 0; first < deliveries.length; first += AT_ONCE) {
    const some = deliveries.slice(first, first + AT_ONCE);
    answers.push(...(await Promise.all(some.map((delivery) => post(target, delivery)))));
  }
  return answers;
}

function isJsonObject(body: Buffer): boolean {
  try {
    const parsed = parseTerraJson(body);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

async function storedOf(pool: pg.Pool, deliveries: readonly Delivery[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ trace_id: string; count: number }>(
    `select trace_id, count(*)::int as count from deliveries
      where trace_id = any($1) and state in ('APPLIED', 'FAILED', 'IGNORED', 'PENDING')
        and received_at > now() - interval '1 minute'
      group by trace_id`,
    [deliveries.map(({ traceId }) => traceId)],
  );
  return new Map(rows.map(({ trace_id, count }) => [trace_id, count]));
}

// Somebody whose days come in between, each time with a newer stamp: what is beside them must not touch them.
async function requireSentinel(target: Target, value: number): Promise<void> {
  const steps = value + 1;
  const metadata = { start_time: "2026-02-01T00:00:00+01:00", end_time: "2026-02-02T00:00:00+01:00" };
  const user = { user_id: "sentinel", reference_id: "sentinel", provider: "OURA" };
  const body = Buffer.from(
    JSON.stringify({ type: "daily", user, data: [{ metadata, distance_data: { steps } }] }),
  );
  const headers = { "x-terra-ordering-timestamp": String(1_772_000_000_000 + value) };
  const { status } = await post(target, { traceId: `sentinel-${value}`, body, headers });
  type Read = { user: { dailies: { nodes: { steps: number; localDate: string }[] } } };
  const read = await ask<Read>(
    target,
    `{ user(referenceId: "sentinel") { dailies { nodes { localDate steps } } } }`,
  );
  const shown = JSON.stringify(read.user.dailies.nodes);
  if (status === 200 && shown === JSON.stringify([{ localDate: "2026-02-01", steps }])) return;
  throw new Error(
    `The sentinel was answered ${status}, and has ${shown} where one day of ${steps} steps was sent.`,
  );
}

async function statesOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ state: string; count: number }>(
    "select state, count(*)::int as count from deliveries group by state order by state",
  );
  return rows.map(({ state, count }) => `${state} ${count}`).join(", ");
}

async function pendingOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from deliveries
      where state = 'PENDING' and coalesce(type, '') not in ('s3_payload', 's3_upload')`,
  );
  return rows[0]?.count ?? 0;
}
