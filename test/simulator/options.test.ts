import { expect, test } from "vitest";
import { runSimulation } from "./run-simulation.ts";

test.concurrent.each([
  [["--users", "0"], /^--users: wanted: a whole number from 1 to 10000; 0 came\.\n$/],
  [["--days", "x"], /^--days: wanted: a whole number .*; x came\.\n$/],
  [["--seed="], /^--seed: wanted: .*; nothing came\.\n$/],
  [["--until", "2026-02-30"], /^--until: wanted: a day as YYYY-MM-DD; 2026-02-30 came\.\n$/],
  [["--speed", "-1"], /^Option '--speed' .*--help lists the options\.\n$/],
  [["--url", "gateway"], /^--url: wanted: an address such as .*; gateway came\.\n$/],
  [["--url", "http://me:pass@127.0.0.1:4000"], /^--url: wanted: an address such as /],
  [["--secret", "two words"], /^--secret: wanted: (?!.*two words).*\n$/],
  [["--sample"], /^Unknown option '--sample'; npm run simulate -- --help lists the options\.\n$/],
  [["fast"], /^Unexpected argument 'fast'; .*\n$/],
])("answers %s with one line and 1", async (given, line) => {
  expect(await runSimulation(given)).toEqual({ code: 1, out: "", err: expect.stringMatching(line) });
});

test("says what it can do", async () => {
  const { code, out } = await runSimulation(["--help"]);
  expect(code).toBe(0);
  for (const name of [
    "users",
    "days",
    "seed",
    "samples",
    "events",
    "faults",
    "until",
    "live",
    "speed",
    "concurrency",
    "url",
    "secret",
  ])
    expect(out).toContain(`--${name} `);
});

test.concurrent.each([
  [{}, /^There is no signing secret, .* \(npm start\).*--secret\.\n$/],
  [{ PORT: "0", TERRA_SIGNING_SECRETS: "x" }, /^PORT is 0, .*--url\.\n$/],
  [{ PORT: "x", TERRA_SIGNING_SECRETS: "x" }, /^PORT: "x" is not right; .*\n$/],
])("with the settings %j it says what is missing", async (env, line) => {
  const ended = await runSimulation([], { env: { DATA_DIR: "/nowhere", ...env } });
  expect(ended).toEqual({ code: 1, out: "", err: expect.stringMatching(line) });
});
