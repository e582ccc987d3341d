import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { rm, statfs } from "node:fs/promises";
import { join } from "node:path";

const SYNCS = 300;
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** The median of writing 8 KB and having the disk say that they are safe, in milliseconds. */
export async function syncP50Ms(folder: string): Promise<number> {
  const file = join(folder, "sync-probe");
  const descriptor = openSync(file, "w");
  const page = Buffer.alloc(8192, 1);
  const times = Float64Array.from({ length: SYNCS }, (_, i) => {
    const start = performance.now();
    writeSync(descriptor, page, 0, page.length, (i % 64) * page.length);
    fdatasyncSync(descriptor);
    return performance.now() - start;
  }).sort();
  closeSync(descriptor);
  await rm(file);
  return times[SYNCS / 2] ?? 0;
}

/** @throws Error when the folder is in memory, where a commit costs nothing and every figure would flatter. */
export async function requireDisk(folder: string): Promise<void> {
  const { type } = await statfs(folder);
  if (!IN_MEMORY.has(type)) return;
  throw new Error(`${folder} lies in memory, not on a disk: give another with --folder.`);
}
