/** Makes the data of an embedded PostgreSQL: beside its place, then moved there, so that it is whole or not there. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { TerrariumError } from "../errors.ts";
import { factsOf } from "../log.ts";
import type { Place } from "./embedded-place.ts";
import { serverEnvironment } from "./postgres-process.ts";

const run = promisify(execFile);
const draftName = "postgres.new-";

/** The one login of an embedded server, which owns everything in it. */
export const OWNER = "terrarium";

export async function makeCluster(
  place: Place,
  programs: { initdb: string; locale: readonly string[] },
  password: string,
  flags: readonly string[],
): Promise<void> {
  await removeDrafts(place.folder);
  if (existsSync(place.cluster)) return;
  const draft = join(place.folder, `${draftName}${randomBytes(6).toString("hex")}`);
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
    for (const path of place.user === null ? [] : [draft, passwordFile]) {
      await chown(path, place.user?.uid ?? 0, place.user?.gid ?? 0);
    }
    await run(programs.initdb, initdbArguments(draft, passwordFile, programs.locale, flags), {
      ...place.user,
      cwd: draft,
      env: serverEnvironment,
    });
    await rename(draft, place.cluster);
  } catch (cause) {
    throw unmade(place, cause);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArguments(
  draft: string,
  passwordFile: string,
  locale: readonly string[],
  flags: readonly string[],
): string[] {
  return [
    `--pgdata=${draft}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    ...locale,
    "--no-instructions",
    ...(flags.includes("fsync=off") ? ["--no-sync"] : []),
  ];
}

// Whoever was killed in the middle of it left one; a last writer may still be at work there, so that failing is no harm.
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(draftName)) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function unmade({ folder }: Place, cause: unknown): TerrariumError {
  const { code } = factsOf(cause);
  const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : code;
  return new TerrariumError(
    "DATABASE_UNUSABLE",
    `The embedded database could not be made in ${folder} (${said}): ` +
      "make room and see that this user may write there, set another DATA_DIR, or set DATABASE_URL.",
    { cause },
  );
}
