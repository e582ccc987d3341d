/**
 * The secrets that a development start makes for itself, so that nothing is open and nothing has to be set up.
 * They are kept in DATA_DIR/secrets.json, which is made once and whole: of two first starts at once, one wins.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { TerrariumError } from "./errors.ts";
import type { Config } from "./settings.ts";

const secretsFile = z.object({
  adminKey: z.string().min(1),
  signingSecret: z.string().min(1),
  databasePassword: z.string().min(1),
});

/** What a first start made: an admin key, a signing secret for Terra's destination, the embedded database's password. */
export type MadeSecrets = z.infer<typeof secretsFile>;

/** The settings with nothing secret left out. */
export type CompleteConfig = Config & { adminKey: string };

/**
 * The settings, with the made secrets where the environment gives none, and those made secrets, or null when the
 * environment gives all that is needed.
 */
export async function completeConfig(
  config: Config,
): Promise<{ config: CompleteConfig; made: MadeSecrets | null }> {
  const { adminKey, signingSecrets, databaseUrl } = config;
  if (adminKey !== null && signingSecrets.length > 0 && databaseUrl !== null) {
    return { config: { ...config, adminKey }, made: null };
  }
  if (config.production) {
    throw new TerrariumError("BAD_SETTING", "In production no secret is made: set those that are missing.");
  }
  const made = (await readSecrets(config.dataDir)) ?? (await makeSecrets(config.dataDir));
  return {
    config: {
      ...config,
      adminKey: adminKey ?? made.adminKey,
      signingSecrets: signingSecrets.length > 0 ? signingSecrets : [made.signingSecret],
    },
    made,
  };
}

/** The secrets that an earlier start made, or null when none did. */
export async function readSecrets(dataDir: string): Promise<MadeSecrets | null> {
  const path = join(dataDir, "secrets.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw unreadable(path, error);
  }
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function makeSecrets(dataDir: string): Promise<MadeSecrets> {
  const secrets = {
    adminKey: `tka_${randomText()}`,
    signingSecret: `whsec_${randomText()}`,
    databasePassword: randomText(),
  };
  const path = join(dataDir, "secrets.json");
  const draft = join(dataDir, `secrets.${randomBytes(6).toString("hex")}.json`);
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
    await link(draft, path).catch(async (error: unknown) => {
      // Not every file system has links; there the last of two first starts at once would win.
      if (!hasCode(error, "EEXIST")) await rename(draft, path);
    });
    await unlink(draft).catch(() => undefined);
  } catch (error) {
    throw new TerrariumError(
      "BAD_SETTING",
      `DATA_DIR: ${dataDir} cannot be written (${codeOf(error)}); wanted: a folder that this user may write to.`,
      { cause: error },
    );
  }
  return (await readSecrets(dataDir)) ?? secrets;
}

function randomText(): string {
  return randomBytes(32).toString("base64url");
}

function unreadable(path: string, cause: unknown): TerrariumError {
  return new TerrariumError(
    "BAD_SETTING",
    `DATA_DIR: ${path} cannot be read as the secrets of an earlier start (${codeOf(cause)}); ` +
      "give this user the right to read it, or remove it to have new secrets made.",
    { cause },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "not the expected JSON";
}
