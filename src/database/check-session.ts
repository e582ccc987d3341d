/**
 * Whether a database will do: new enough, in UTF-8, and with real sessions. A pooler that lends a server for one
 * transaction loses what belongs to a session, LISTEN and prepared statements, and does so now and then only.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { TerrariumError } from "../errors.ts";
import { factsOf } from "../log.ts";

const patienceMs = 10_000;
const retryMs = 250;
const notificationMs = 2_000;
const oldestVersion = 150_000;

/** What a database that starts a moment after us says: refused, not resolved, starting up, shutting down. */
const passing = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "57P03", "57P01"]);

/**
 * Waits a while for a database that does not answer yet. A pool that is only read from, and may be a replica's,
 * needs no LISTEN.
 * @throws DATABASE_UNUSABLE with what to do.
 */
export async function checkSession(
  pool: pg.Pool,
  { setting = "DATABASE_URL", listens = true }: { setting?: string; listens?: boolean } = {},
): Promise<void> {
  const one = await connected(pool, setting);
  const other = await connected(pool, setting);
  try {
    await checkServer(one, setting);
    await checkSameServer(one, other, setting);
    await checkPrepared(one, setting);
    if (listens) await checkListen(one, other, setting);
  } finally {
    // What was tried on them goes with them.
    one.release(true);
    other.release(true);
  }
}

async function connected(pool: pg.Pool, setting: string): Promise<pg.PoolClient> {
  for (const until = Date.now() + patienceMs; ; await sleep(retryMs)) {
    try {
      return await pool.connect();
    } catch (error) {
      const { code } = factsOf(error);
      if (!passing.has(String(code)) || Date.now() > until)
        throw unconnected(setting, String(code ?? "no answer"), error);
    }
  }
}

type Server = { version: number; name: string; encoding: string; zone: string; style: string };

const serverQuery = `select current_setting('server_version_num')::int as version,
  current_setting('server_version') as name, current_setting('server_encoding') as encoding,
  current_setting('timezone') as zone, current_setting('datestyle') as style`;

async function checkServer(client: pg.PoolClient, setting: string): Promise<void> {
  const [server] = (await client.query<Server>(serverQuery)).rows;
  const { version = 0, name, encoding, zone, style = "" } = server ?? {};
  if (version < oldestVersion) {
    throw unusable(setting, `PostgreSQL 15 or newer is needed, and this is ${name}: upgrade it.`);
  }
  if (encoding !== "UTF8") {
    throw unusable(
      setting,
      `UTF8 is needed, and this is in ${encoding}: make a database with ENCODING 'UTF8'.`,
    );
  }
  // Asked for when a session begins; a pooler may not pass it on.
  if (zone !== "UTC" || !style.startsWith("ISO")) {
    throw unusable(
      setting,
      `sessions in UTC are needed, and this gives ${zone}, ${style}: leave \`options\` out of the URL; ` +
        "behind a pooler, ALTER DATABASE ... SET timezone = 'UTC', and SET datestyle = 'ISO'.",
    );
  }
}

// While `other` is in a transaction, it has a server to itself. In a session of its own `one` keeps the server that it
// had; through a pooler it either had that very one, or gets another now.
async function checkSameServer(one: pg.PoolClient, other: pg.PoolClient, setting: string): Promise<void> {
  try {
    const before = await serverOf(one);
    await other.query("begin");
    const others = await serverOf(other);
    const after = await serverOf(one);
    await other.query("rollback");
    if (before === others || before !== after) throw pooled(setting);
  } catch (error) {
    throw error instanceof TerrariumError ? error : pooled(setting, error);
  }
}

async function serverOf(client: pg.PoolClient): Promise<number | undefined> {
  return (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
}

async function checkPrepared(client: pg.PoolClient, setting: string): Promise<void> {
  try {
    for (const value of [1, 2]) {
      await client.query({ name: "session_check", text: "select $1::int", values: [value] });
    }
  } catch (error) {
    throw pooled(setting, error);
  }
}

async function checkListen(one: pg.PoolClient, other: pg.PoolClient, setting: string): Promise<void> {
  const channel = `session_check_${randomBytes(6).toString("hex")}`;
  const heard = new AbortController();
  one.on("notification", () => heard.abort());
  try {
    await one.query(`listen ${channel}`);
    await other.query(`notify ${channel}`);
  } catch (error) {
    throw pooled(setting, error);
  }
  await sleep(notificationMs, undefined, { signal: heard.signal }).catch(() => undefined);
  if (!heard.signal.aborted) throw pooled(setting);
}

function pooled(setting: string, cause?: unknown): TerrariumError {
  return unusable(
    setting,
    "sessions of its own are needed (LISTEN, prepared statements), and this gives none: point it at PostgreSQL itself, " +
      "or at a pooler in session mode (PgBouncer: pool_mode = session).",
    cause,
  );
}

function unconnected(setting: string, code: string, cause: unknown): TerrariumError {
  const advice: Record<string, string> = {
    "28P01": "the password is wrong",
    "28000": "this login is not allowed in: see the server's pg_hba.conf",
    "08P01":
      "a pooler refuses the start-up parameter `options`: PgBouncer needs ignore_startup_parameters = options",
    "3D000": "there is no database of this name: make it",
    ENOTFOUND: "there is no host of this name",
    ECONNREFUSED: "nothing listens there: start PostgreSQL, or correct host and port",
  };
  return unusable(
    setting,
    `no connection (${code}): ${advice[code] ?? "see that PostgreSQL runs and can be reached"}.`,
    cause,
  );
}

function unusable(setting: string, why: string, cause?: unknown): TerrariumError {
  return new TerrariumError("DATABASE_UNUSABLE", `${setting}: ${why}`, { cause });
}
