/** A gateway that is killed while it fetches: what it had promised Terra is kept by the next start. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openTestDatabase } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { openPayloadHost } from "./payload-host.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

type Started = AsyncDisposable & { url: string; secret: string; kill(): Promise<void> };

async function start(databaseUrl: string): Promise<Started> {
  const child = spawn(process.execPath, ["--import", "tsx", path("../../src/main.ts")], {
    env: {
      PATH: "/usr/bin:/bin",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      TERRA_SIGNING_SECRETS: "whsec_test",
      TERRARIUM_ADMIN_KEY: "tka_test",
      TERRARIUM_FETCH_PRIVATE_ADDRESSES: "true",
      NODE_EXTRA_CA_CERTS: path("../data/tls/localhost-for-tests.crt"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  for (;;) {
    const url = /^ready (http:\S+)\n$/m.exec(out)?.[1];
    if (url !== undefined) return startedOf(child, url);
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${out}`);
    await sleep(20);
  }
}

function startedOf(child: ChildProcess, url: string): Started {
  const ended = once(child, "exit");
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    secret: "whsec_test",
    kill: () => end("SIGKILL"),
    [Symbol.asyncDispose]: () => end("SIGTERM"),
  };
}

test("a payload whose gateway was killed while fetching is fetched after the restart, once", async () => {
  await using host = await openPayloadHost();
  await using database = await openTestDatabase();
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(openTestPool(database.url), (pool) => pool.end());
  const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
  const body = {
    type: "daily",
    user: { user_id: "killed" },
    data: [{ metadata, distance_data: { steps: 3 } }],
  };
  const asked = Promise.withResolvers<void>();
  const url = host.serve("/killed.json", (response, times) => {
    asked.resolve();
    if (times > 1) response.end(JSON.stringify(body));
  });

  await using first = await start(database.url);
  expect((await deliver(first, { type: "s3_payload", url, expires_in: 300 })).status).toBe(200);
  await asked.promise;
  await first.kill();

  await using _second = await start(database.url);
  const states = async () =>
    (await pool.query("select type, state, error, attempts from deliveries order by received_at")).rows;
  await expect.poll(states, { timeout: 40_000, interval: 200 }).toEqual([
    { type: "s3_payload", state: "APPLIED", error: null, attempts: 1 },
    { type: "daily", state: "APPLIED", error: null, attempts: 1 },
  ]);
  expect((await pool.query("select steps from dailies")).rows).toEqual([{ steps: 3 }]);
}, 60_000);

test("a payload that was stored when its gateway was killed is not fetched again", async () => {
  await using host = await openPayloadHost();
  await using database = await openTestDatabase();
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(openTestPool(database.url), (pool) => pool.end());
  const url = host.serve("/stored.json", { type: "healthcheck", n: 1 });
  await using first = await start(database.url);
  await deliver(first, { type: "s3_payload", url });
  const stateOf = async () =>
    (await pool.query("select state from deliveries where type = 's3_payload'")).rows[0]?.state;
  await expect.poll(stateOf).toBe("APPLIED");
  await first.kill();
  // As a kill between the two commits leaves it.
  await pool.query("update deliveries set state = 'PENDING', next_try_at = now() where type = 's3_payload'");

  await using _second = await start(database.url);
  await expect.poll(stateOf, { timeout: 20_000 }).toBe("APPLIED");
  expect(host.asked).toHaveLength(1);
}, 60_000);
