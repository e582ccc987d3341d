/** CPU time by process and by thread, so that it is seen who uses the machine while Terrarium is busy. */
import { readdirSync } from "node:fs";
import type pg from "pg";
import { cpuMicros, threadMicros } from "../machine/cpu.ts";

/** In microseconds since the start of each, by name. */
export type CpuByName = Map<string, number>;

/** PostgreSQL's processes by what they are for. */
export async function postgresCpu(client: pg.Client): Promise<CpuByName> {
  const { rows } = await client.query<{ pid: number; name: string }>(
    `select pid, case when backend_type = 'client backend' then application_name else backend_type end as name
       from pg_stat_activity where pid <> pg_backend_pid()`,
  );
  const byName: CpuByName = new Map();
  for (const { pid, name } of rows)
    byName.set(name || "other sessions", (byName.get(name || "other sessions") ?? 0) + (cpuMicros(pid) ?? 0));
  return byName;
}

/** A process's main thread, and its others by name. */
export function threadCpu(pid: number): CpuByName {
  const byName: CpuByName = new Map();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const { name, micros } = threadMicros(pid, Number(thread));
    const shown = Number(thread) === pid ? "main thread" : name;
    byName.set(shown, (byName.get(shown) ?? 0) + micros);
  }
  return byName;
}

export function since(before: CpuByName, after: CpuByName): CpuByName {
  return new Map([...after].map(([name, micros]) => [name, micros - (before.get(name) ?? 0)]));
}
