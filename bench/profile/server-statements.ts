/** What PostgreSQL itself says that its messages took: by `log_statement_stats`, read from its log. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Server } from "../machine/server.ts";

/** Its log in JSON, in one file, with the statement beside everything. */
export const LOGGING_FLAGS = [
  "logging_collector=on",
  "log_destination=jsonlog",
  "log_directory=bench-log",
  "log_filename=server.log",
  "log_rotation_size=0",
  "log_rotation_age=0",
  "log_min_error_statement=log",
];

export type ServerTimes = {
  count: number;
  /** CPU of the backend, in parsing, planning and executing. */
  cpuMs: number;
  elapsedMs: number;
};

/** By the statement's text, while `act` runs, in one database. */
export async function serverStatements<Seen>(
  server: Server,
  database: string,
  act: () => Promise<Seen>,
): Promise<{ seen: Seen; statements: Map<string, ServerTimes> }> {
  const file = join(server.folder, "postgres/bench-log/server.json");
  const start = (await readFile(file)).length;
  await server.configure("log_statement_stats", "on");
  const seen = await act().finally(() => server.configure("log_statement_stats", "off"));
  return { seen, statements: timesOf((await readFile(file)).subarray(start).toString(), database) };
}

type Line = { dbname?: string; message?: string; detail?: string; statement?: string };

function timesOf(log: string, database: string): Map<string, ServerTimes> {
  const times = new Map<string, ServerTimes>();
  for (const text of log.split("\n").filter(Boolean)) {
    const { dbname, message = "", detail = "", statement } = JSON.parse(text) as Line;
    const usage = /([\d.]+) s user, ([\d.]+) s system, ([\d.]+) s elapsed/.exec(detail);
    if (dbname !== database || statement === undefined || usage === null) continue;
    const own = times.get(statement.trim()) ?? { count: 0, cpuMs: 0, elapsedMs: 0 };
    const [, user, system, elapsed] = usage.map(Number);
    // PARSE and BIND go before each EXECUTE, or before none where a name is known.
    if (/^(EXECUTE MESSAGE|QUERY) STATISTICS$/.test(message)) own.count += 1;
    own.cpuMs += ((user ?? 0) + (system ?? 0)) * 1000;
    own.elapsedMs += (elapsed ?? 0) * 1000;
    times.set(statement.trim(), own);
  }
  return times;
}
