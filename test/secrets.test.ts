import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { completeConfig, readSecrets } from "../src/secrets.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "terrarium-secrets-"));
  await chmod(path, 0o755);
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("makes what is missing once, for its user alone, and reads it again", async () => {
  const config = readConfig({ DATA_DIR: join(await folder(), "data") });
  const first = await completeConfig(config);
  expect(first.config.adminKey).toMatch(/^tka_[\w-]{43}$/);
  expect(first.config.signingSecrets).toEqual([expect.stringMatching(/^whsec_[\w-]{43}$/)]);
  expect(await completeConfig(config)).toEqual(first);
  expect(await readSecrets(config.dataDir)).toEqual(first.made);
  expect((await stat(join(config.dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("of two first starts at once, both have the secrets of one", async () => {
  const config = readConfig({ DATA_DIR: await folder() });
  const [one, ...others] = await Promise.all([1, 2, 3, 4].map(() => completeConfig(config)));
  for (const other of others) expect(other).toEqual(one);
});

test("the environment goes before what was made, and alone makes nothing", async () => {
  const dataDir = await folder();
  const given = { DATA_DIR: dataDir, TERRARIUM_ADMIN_KEY: "mine", TERRA_SIGNING_SECRETS: "a,b" };
  const { config, made } = await completeConfig(readConfig({ ...given, DATABASE_URL: "postgres://db/x" }));
  expect([config.adminKey, config.signingSecrets, made]).toEqual(["mine", ["a", "b"], null]);
  expect(await readSecrets(dataDir)).toBe(null);
  expect((await completeConfig(readConfig(given))).config.adminKey).toBe("mine");
});

test("says what to do with a file that is not its own, and leaves it", async () => {
  const dataDir = await folder();
  await writeFile(join(dataDir, "secrets.json"), '{"adminKey": 1}');
  await expect(completeConfig(readConfig({ DATA_DIR: dataDir }))).rejects.toMatchObject({
    code: "BAD_SETTING",
    message: expect.stringMatching(/secrets\.json cannot be read .* or remove it/),
  });
});
