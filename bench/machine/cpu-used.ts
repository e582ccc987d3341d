import { cpuMicros, familyCpuMicros } from "./cpu.ts";
import type { Server } from "./server.ts";

export type CpuUsed = { process: number | null; postgres: number | null };

/** What a contender's process and PostgreSQL have used since their start, in microseconds. */
export function cpuUsed(server: Server, pid: number): CpuUsed {
  const postgres = server.pid === null ? null : familyCpuMicros(server.pid);
  return { process: cpuMicros(pid), postgres };
}

/** What they used in between, for one of so many requests. */
export function cpuOfEach(before: CpuUsed, after: CpuUsed, requests: number) {
  const each = (from: number | null, to: number | null) =>
    from === null || to === null ? null : (to - from) / requests;
  return {
    processMicros: each(before.process, after.process),
    postgresMicros: each(before.postgres, after.postgres),
  };
}
