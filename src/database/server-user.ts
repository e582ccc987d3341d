/** PostgreSQL refuses to run as root, so that root runs it as somebody else. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { TerrariumError } from "../errors.ts";

export type ServerUser = { uid: number; gid: number };

const run = promisify(execFile);

/**
 * Who the server of `cluster` runs as: null for this very user. As root it is the owner of a cluster that is
 * there already, else the user `postgres`, who is made when the system has none.
 */
export async function serverUser(cluster: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await postgresUser()) ?? (await makePostgresUser());
}

/** Whether this user gets to `folder`, and may execute `program`. */
export async function canReach(user: ServerUser | null, folder: string, program?: string): Promise<boolean> {
  const script = 'cd "$1" && { test -z "$2" || test -x "$2"; }';
  const child = spawn("/bin/sh", ["-c", script, "sh", folder, program ?? ""], {
    ...user,
    cwd: "/",
    stdio: "ignore",
  });
  const [code] = await once(child, "exit");
  return code === 0;
}

async function postgresUser(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function makePostgresUser(): Promise<ServerUser> {
  try {
    await run("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/bin/false",
      "postgres",
    ]);
    const user = await postgresUser();
    if (user !== null) return user;
  } catch (cause) {
    throw unmade(cause);
  }
  throw unmade(undefined);
}

function unmade(cause: unknown): TerrariumError {
  return new TerrariumError(
    "DATABASE_UNUSABLE",
    "PostgreSQL does not run as root, and the user `postgres` could not be made to run it: " +
      "make that user, start the gateway as another user than root, or set DATABASE_URL.",
    { cause },
  );
}
