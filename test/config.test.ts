import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { SETTINGS } from "../src/settings.ts";
import { problemsOf } from "./problems-of.ts";

const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://u:p@db/terra",
  TERRA_SIGNING_SECRETS: "whsec_a",
  TERRARIUM_ADMIN_KEY: "tka_a",
};

test("an empty environment is a development gateway of this machine's own", () => {
  expect(readConfig({})).toMatchObject({
    production: false,
    databaseUrl: null,
    dataDir: ".data",
    host: "127.0.0.1",
    port: 4000,
    trustProxy: false,
    signingSecrets: [],
    adminKey: null,
    maxBodyBytes: 33_554_432,
    signatureToleranceSeconds: 300,
    rejectOldSignatures: false,
    logLevel: "info",
  });
});

test("an empty value is an absent one", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: " " })).toEqual(readConfig({}));
});

test("says all problems at once, one line each: which, what came, what is wanted", () => {
  const problems = problemsOf({ PORT: "70000", TERRARIUM_LOG_LEVEL: "loud", TERRA_DEV_IDS: "a,,b" });
  expect(problems).toEqual([
    'PORT: "70000" is not right; wanted: a whole number from 0 to 65535.',
    'TERRA_DEV_IDS: "a,,b" is not right; wanted: dev-ids separated by commas, none of them empty or with a space in it.',
    'TERRARIUM_LOG_LEVEL: "loud" is not right; wanted: debug, info, warn or error.',
  ]);
});

test("refuses a name with our prefix that no setting has", () => {
  expect(problemsOf({ TERRARIUM_ADMINKEY: "x" })).toEqual([
    expect.stringMatching(
      /^TERRARIUM_ADMINKEY: no setting has this name; wanted: one of .*TERRARIUM_ADMIN_KEY/,
    ),
  ]);
  expect(problemsOf({ OTHER_NAME: "x" })).toEqual([]);
});

test("never prints the value of a secret", () => {
  const problems = problemsOf({
    DATABASE_URL: "mysql://hush-hush",
    TERRA_SIGNING_SECRETS: "hush-hush,,",
    TERRARIUM_ADMIN_KEY: "hush hush-hush",
  });
  expect(problems).toHaveLength(3);
  expect(problems.join()).not.toContain("hush");
});

describe("in production", () => {
  test("starts with a database, a signing secret and an admin key", () => {
    expect(readConfig(production).production).toBe(true);
  });

  test.each(["DATABASE_URL", "TERRA_SIGNING_SECRETS", "TERRARIUM_ADMIN_KEY"])(
    "refuses to start without %s",
    (name) => {
      expect(problemsOf({ ...production, [name]: "" })).toEqual([
        expect.stringMatching(new RegExp(`^${name}: missing, and NODE_ENV=production needs it; wanted: `)),
      ]);
    },
  );

  test("has a line for each that is missing", () => {
    expect(problemsOf({ NODE_ENV: "production" })).toHaveLength(3);
  });
});

test.each([
  ["off", false],
  ["on", true],
  ["2", 2],
  ["10.0.0.0/8, ::1", ["10.0.0.0/8", "::1"]],
])("trusts proxies as TRUST_PROXY=%s says", (text, trusted) => {
  expect(readConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trusted);
});

test.each(["perhaps", "10.0.0.0/33", "1.2.3.4/8/8"])("does not know a proxy %s", (text) => {
  expect(problemsOf({ TRUST_PROXY: text })).toHaveLength(1);
});

test("takes every secret of a rotation", () => {
  expect(readConfig({ TERRA_SIGNING_SECRETS: "new, old" }).signingSecrets).toEqual(["new", "old"]);
});

test("whatever the environment holds, the answer is a config or problems of it", () => {
  const names = Object.values(SETTINGS).map(({ name }) => name);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (env) => {
      for (const problem of problemsOf(env)) expect(problem).toMatch(/^[A-Z_]+: .* wanted: .*\.$/s);
    }),
  );
});

test("every setting has a meaning, and its default is right", () => {
  for (const setting of Object.values(SETTINGS)) {
    expect(setting.meaning).toMatch(/\.$/);
    expect(setting.schema.safeParse(setting.default).success).toBe(true);
  }
});

test.each([
  ["https://app.example", ["https://app.example"]],
  ["https://app.example, http://localhost:3000", ["https://app.example", "http://localhost:3000"]],
  ["https://app.example:8443,http://[::1]:3000", ["https://app.example:8443", "http://[::1]:3000"]],
  ["capacitor://localhost", ["capacitor://localhost"]],
  ["*", ["*"]],
  ["", []],
])("reads TERRARIUM_CORS_ORIGINS=%s", (text, origins) => {
  expect(readConfig({ TERRARIUM_CORS_ORIGINS: text }).corsOrigins).toEqual(origins);
});

// Browsers send no such origins: they would silently allow nobody, or more than was meant.
test.each([
  "https://app.example/",
  "https://app.example/app",
  "https://app.example?x",
  "https://app.example:443",
  "https://App.example",
  "https://münchen.example",
  "https://user@app.example",
  "https://*.app.example",
  "app.example",
  "localhost:3000",
  "//app.example",
  "null",
  "wss://app.example",
  "file:///",
  "*, https://app.example",
  "https://app.example,",
  "https://app.example https://b.example",
  "https://",
])("refuses TERRARIUM_CORS_ORIGINS=%s", (text) => {
  expect(problemsOf({ TERRARIUM_CORS_ORIGINS: text })).toEqual([
    `TERRARIUM_CORS_ORIGINS: ${JSON.stringify(text)} is not right; wanted: * alone, or origins such as https://app.example, in small letters and without a path, separated by commas.`,
  ]);
});
