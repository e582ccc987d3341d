/**
 * Where the embedded PostgreSQL lives. That is DATA_DIR, unless the server's user cannot get there: root's home is
 * closed to others, and root cannot run PostgreSQL itself. Then it is a folder named by the hash of DATA_DIR's path,
 * the same at every start.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerrariumError } from "../errors.ts";
import type { Log } from "../log.ts";
import { canReach, type ServerUser, serverUser } from "./server-user.ts";

export type Place = { folder: string; cluster: string; user: ServerUser | null };

/** @throws DATABASE_UNUSABLE when no folder will do. */
export async function choosePlace(dataDir: string, log: Log): Promise<Place> {
  const home = await made(dataDir);
  const candidates = process.getuid?.() === 0 ? [home, ...elsewhere(home)] : [home];
  const withData = candidates.find((folder) => existsSync(clusterIn(folder)));
  for (const folder of withData === undefined ? candidates : [withData]) {
    const place = await placeAt(folder, folder === home);
    if (place === null) continue;
    if (folder !== home) {
      log("warn", "the embedded database is not under DATA_DIR, which the user that runs it cannot reach", {
        folder,
        dataDir: home,
        remove: `to start afresh, remove both ${folder} and ${home}`,
      });
    }
    return place;
  }
  throw unreachable(withData ?? home);
}

function clusterIn(folder: string): string {
  return join(folder, "postgres");
}

// The last is lost when the system clears its temporary files, so that it is the last to be chosen.
function elsewhere(home: string): string[] {
  const name = createHash("sha256").update(home).digest("hex").slice(0, 16);
  return [join("/var/lib/terrarium", name), join(tmpdir(), `terrarium-${name}`)];
}

async function placeAt(folder: string, isHome: boolean): Promise<Place | null> {
  if (!isHome && !(await isOurs(folder))) return null;
  const user = await serverUser(clusterIn(folder));
  if (user !== null && !(await canReach(user, folder))) return null;
  return { folder, cluster: clusterIn(folder), user };
}

// In a folder that all may write to, another user could have put it there first.
async function isOurs(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== 0) return false;
    await chmod(folder, 0o755);
    return true;
  } catch {
    return false;
  }
}

async function made(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await realpath(dataDir);
  } catch (cause) {
    throw new TerrariumError(
      "DATABASE_UNUSABLE",
      `DATA_DIR ${dataDir} cannot be made: give this user the right to write there, or set another DATA_DIR.`,
      { cause },
    );
  }
}

function unreachable(folder: string): TerrariumError {
  return new TerrariumError(
    "DATABASE_UNUSABLE",
    `The user that runs the embedded PostgreSQL cannot reach ${folder}: ` +
      "open the folders above it to others (chmod o+x), set another DATA_DIR, or set DATABASE_URL.",
  );
}
