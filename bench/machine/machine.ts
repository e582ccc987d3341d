import { availableParallelism, cpus, totalmem } from "node:os";
import type { Server } from "./server.ts";

export type Machine = {
  cores: number;
  processor: string;
  memoryGb: number;
  node: string;
  postgres: string;
  settings: string;
  syncP50Ms: number;
};

export async function describeMachine(server: Server, syncP50Ms: number): Promise<Machine> {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
    postgres: await server.setting("server_version"),
    settings: await settingsOf(server, ["fsync", "synchronous_commit", "shared_buffers", "max_wal_size"]),
    syncP50Ms,
  };
}

export function machineLine({
  cores,
  processor,
  memoryGb,
  node,
  postgres,
  settings,
  syncP50Ms,
}: Machine): string {
  return (
    `${cores} cores (${processor}), ${memoryGb} GB, shared by the load, the contender and PostgreSQL; ` +
    `Node ${node}, PostgreSQL ${postgres} (${settings}), a sync of the disk ${syncP50Ms.toFixed(2)} ms at the median`
  );
}

async function settingsOf(server: Server, names: string[]): Promise<string> {
  const pairs: string[] = [];
  for (const name of names) pairs.push(`${name}=${await server.setting(name)}`);
  return pairs.join(", ");
}
