/** Starts a server on its data and sees it answer; the first start makes the gateway's database in it. */
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { TerrariumError } from "../errors.ts";
import { factsOf } from "../log.ts";
import { OWNER } from "./make-cluster.ts";
import { type Launch, launchPostgres, type PostgresProcess, runSingleUser } from "./postgres-process.ts";

const INVALID_PASSWORD = "28P01";
const launches = 10;
const startMinutes = 10;

export type Running = { process: PostgresProcess; port: number };

// Tried again, since the port may be taken in the meantime, and since what a killed server leaves in memory takes
// a moment to go.
export async function start(launch: Launch, password: string): Promise<Running> {
  let said = "";
  for (let attempt = 0; attempt < launches; attempt++) {
    if (attempt > 0) await sleep(300);
    const port = launch.port || (await freePort());
    const server = launchPostgres({ ...launch, port });
    const answer = await firstAnswer(server, urlOf(port, password, "postgres"));
    if (answer === "ready") return await withDatabase({ process: server, port }, password);
    await server.stop();
    if (answer === "wrong password") await setPassword(launch, password);
    said = server.lastLines();
  }
  throw new TerrariumError(
    "DATABASE_UNUSABLE",
    `The embedded PostgreSQL on ${launch.cluster} does not start: ${said || "it gave no reason"}`,
  );
}

async function firstAnswer(
  server: PostgresProcess,
  url: string,
): Promise<"ready" | "ended" | "wrong password"> {
  const until = Date.now() + startMinutes * 60_000;
  while (!server.hasEnded() && Date.now() < until) {
    const failure = await tried(url, async () => undefined);
    if (failure === null) return server.hasEnded() ? "ended" : "ready";
    if (failure === INVALID_PASSWORD) return "wrong password";
    await sleep(20);
  }
  return "ended";
}

async function withDatabase(running: Running, password: string): Promise<Running> {
  const failure = await tried(urlOf(running.port, password, "postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [OWNER]);
    if (rowCount === 0) await client.query(`create database ${OWNER}`);
  });
  if (failure === null) return running;
  await running.process.stop();
  throw new TerrariumError(
    "DATABASE_UNUSABLE",
    `The embedded PostgreSQL makes no database (${failure}): make room on its disk, or set DATABASE_URL.`,
  );
}

/** Null when it went well, else the error's code. */
async function tried(url: string, act: (client: pg.Client) => Promise<void>): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await act(client);
    return null;
  } catch (error) {
    const { code } = factsOf(error);
    return String(code ?? "no code");
  } finally {
    await client.end().catch(() => undefined);
  }
}

// secrets.json was removed and made anew, and the data was not.
async function setPassword(launch: Launch, password: string): Promise<void> {
  launch.log("warn", "the embedded database had another password than secrets.json says; setting it");
  await runSingleUser(launch, `alter role ${OWNER} password '${password.replaceAll("'", "''")}'`);
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    server.close(() => resolve(port));
  });
  return await promise;
}

export function urlOf(port: number, password: string, database: string): string {
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;
}
