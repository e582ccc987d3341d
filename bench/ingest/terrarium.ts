/** Terrarium as `npm start` serves it, told where its database is. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type pg from "pg";
import { endProcess } from "../machine/child.ts";
import type { Server } from "../machine/server.ts";
import { filledArrays } from "../terra/day-tail.ts";
import { RECORDS, USERS } from "../terra/deliveries.ts";
import type { Check, Contender } from "./contender.ts";
import { type HttpLoad, SECRET } from "./http-load.ts";

const ROOT = join(import.meta.dirname, "../..");
const SECONDS_TO_START = 60;

// People connect before their data comes, so that who they are outlives a round; the rest does not.
const KEPT = ["users", "connections", "terra_user_ids", "connection_events"];

export async function startTerrarium(
  server: Server,
  load: HttpLoad,
  connections: number,
): Promise<Contender> {
  const { url, client } = await server.createDatabase("terrarium_gateway");
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/src/main.js"], {
    cwd: ROOT,
    env: environment(url, server.folder),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => endProcess(child);
  try {
    const port = await portOf(child);
    const introduced = await load.introduce(port, connections);
    if (introduced.failure !== null || introduced.answered !== USERS) {
      throw new Error(
        `Terrarium did not take everybody's auth: ${introduced.failure ?? introduced.answered}`,
      );
    }
    await client.query(`truncate ${(await tablesOf(client)).join(", ")}`);
    return {
      name: "terrarium",
      pid: child.pid ?? 0,
      client,
      prepare: load.prepare,
      run: (plan) => load.send(port, plan),
      checks,
      tables: () => tablesOf(client),
      stop,
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

function environment(databaseUrl: string, folder: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "gateway"),
    HOST: "127.0.0.1",
    PORT: "0",
    TERRA_SIGNING_SECRETS: SECRET,
    TERRARIUM_ADMIN_KEY: "bench-admin-key",
  };
}

function portOf(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const said: string[] = [];
  const fail = (why: string) => reject(new Error(`Terrarium ${why}:\n${said.slice(-12).join("\n")}`));
  const late = setTimeout(() => fail(`was not ready within ${SECONDS_TO_START} s`), SECONDS_TO_START * 1000);
  child.once("exit", (code) => fail(`ended by itself (${code})`));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (said.push(line) > 50) said.shift();
      const port = /^ready http:\/\/\S+:(\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(Number(port));
    });
  }
  return promise;
}
