/** Fills the disk that PostgreSQL lives on under load, and frees it again. */
import { execFile } from "node:child_process";
import { chmod, mkdir, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { recordsAreNewest } from "../check/records-are-newest.ts";
import { storedOnce } from "../check/stored-once.ts";
import { readRecords } from "../load/read-records.ts";
import { openSenders, type Senders } from "../load/senders.ts";
import { openStory } from "../load/story.ts";
import type { Run, Verdict } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { openGatewayProcess } from "../stage/gateway-process.ts";
import { openPostgres, untilAnswers } from "../stage/postgres-server.ts";

const execute = promisify(execFile);
const DISK_MB = 320;
const LEFT_BYTES = 6 * 1024 * 1024;

export type FullDiskOptions = { seed: number; fullForMs: number };

export async function runFullDisk(run: Run, { seed, fullForMs }: FullDiskOptions): Promise<Verdict> {
  const { opened } = run;
  const folder = await openFolder(opened);
  const disk = join(folder, "disk");
  if (!(await mountDisk(disk, opened)))
    return { counts: { "full disk": "skipped: mounting a tmpfs is not allowed here" }, broken: [] };
  const server = await openPostgres(disk, opened, { fsync: true, flags: ["max_wal_size=64MB"] });
  const gateway = await openGatewayProcess({ command: run.gateway, databaseUrl: server.url, folder }, opened);
  const story = openStory({ seed, people: 12 });
  const senders = openSenders([gateway], story, 8);
  const full = await fillAndFree(disk, fullForMs, senders, () => untilAnswers(server.pool));
  await senders.finish();
  return {
    counts: {
      "full disk: answered 200 before, then refused": `${full.before}, ${full.refused}`,
      "full disk: answered 200 again after it was freed": senders.taken.size - full.taken,
    },
    broken: [
      ...senders.odd,
      ...(full.refused > 0 ? [] : ["the disk was full, and no delivery was refused with 503"]),
      ...(full.unanswered > 0 ? [`${full.unanswered} deliveries got no answer`] : []),
      ...(await storedOnce(server.pool, senders.taken)),
      ...recordsAreNewest(await readRecords(gateway), story.expected()),
      ...(gateway.endedByItself() > 0 ? ["the gateway ended by itself"] : []),
    ],
  };
}

async function mountDisk(disk: string, opened: AsyncDisposableStack): Promise<boolean> {
  await mkdir(disk);
  try {
    await execute("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=755`, "tmpfs", disk]);
  } catch {
    return false;
  }
  opened.defer(async () => void (await execute("umount", [disk])));
  await chmod(disk, 0o755);
  return true;
}

async function fillAndFree(
  disk: string,
  fullForMs: number,
  senders: Senders,
  untilBack: () => Promise<void>,
) {
  await until(() => senders.taken.size > 300);
  const before = senders.taken.size;
  const ballast = join(disk, "ballast");
  await fill(ballast, disk);
  await until(() => senders.answers["503"] > 0);
  await sleep(fullForMs);
  const [refused, unanswered, taken] = [senders.answers["503"], senders.answers.none, senders.taken.size];
  await rm(ballast);
  await untilBack();
  await until(() => senders.taken.size > taken + 300);
  return { before, refused, unanswered, taken };
}

async function fill(ballast: string, disk: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await using file = await open(ballast, "w");
  const block = Buffer.alloc(1024 * 1024, 1);
  try {
    for (let left = bavail * bsize - LEFT_BYTES; left > 0; left -= block.length) {
      await file.write(block, 0, Math.min(left, block.length));
    }
  } catch (error) {
    // PostgreSQL writes meanwhile, and was there first.
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

const longestWaitMs = 90_000;

async function until(holds: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + longestWaitMs;
  while (!holds()) {
    if (Date.now() > giveUpAt) throw new Error("The disk was filled or freed, and nothing came of it.");
    await sleep(20);
  }
}
