/** Counts PostgreSQL's syncs, and slows them on demand, where a C compiler is there to build what does it. */
import { execFile } from "node:child_process";
import { chmodSync, closeSync, openSync, readSync, writeFileSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export type SyncBoard = {
  /** Every fsync and fdatasync of the server since it was made. */
  count(): number;
  /** Makes each from now on take so much longer. */
  slowBy(milliseconds: number): void;
  close(): void;
};

/** The board, and the program to run in PostgreSQL's place so that it is kept; or why there is none. */
export type SyncWatch = { program: string; board: SyncBoard };

const SOURCE = join(import.meta.dirname, "sync-shim.c");
const BYTES_OF_BOARD = 16;
const DELAY_AT = 8;

/** In a folder that PostgreSQL's user can reach. Returns a reason, in words, where it cannot be done. */
export async function watchSyncs(folder: string, postgres: string): Promise<SyncWatch | string> {
  if (process.platform !== "linux") return `no shim on ${process.platform}`;
  const shim = join(folder, "sync-shim.so");
  if (!(await compiled(shim))) return "no C compiler (cc, gcc or clang) that builds the shim";
  const file = join(folder, "sync-board");
  writeFileSync(file, Buffer.alloc(BYTES_OF_BOARD));
  // PostgreSQL may run as another user than this.
  chmodSync(file, 0o666);
  const program = join(folder, "postgres-with-shim");
  const script = `#!/bin/sh\nSYNC_BOARD='${file}' LD_PRELOAD='${shim}' exec '${postgres}' "$@"\n`;
  await writeFile(program, script, { mode: 0o755 });
  return { program, board: boardIn(file) };
}

async function compiled(shim: string): Promise<boolean> {
  for (const compiler of ["cc", "gcc", "clang"]) {
    const built = await promisify(execFile)(compiler, ["-O2", "-shared", "-fPIC", "-o", shim, SOURCE, "-ldl"])
      .then(() => true)
      .catch(() => false);
    if (built) return true;
  }
  return false;
}

// The server maps the same file, so that both see at once what the other writes.
function boardIn(file: string): SyncBoard {
  const descriptor = openSync(file, "r+");
  const bytes = Buffer.alloc(8);
  return {
    count: () => {
      readSync(descriptor, bytes, 0, 8, 0);
      return Number(bytes.readBigUInt64LE());
    },
    slowBy: (milliseconds) => {
      bytes.writeBigUInt64LE(BigInt(Math.round(milliseconds * 1000)));
      writeSync(descriptor, bytes, 0, 8, DELAY_AT);
    },
    close: () => closeSync(descriptor),
  };
}
