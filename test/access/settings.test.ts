/** The settings of end users' tokens: wholly right, or no start. */
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { problemsOf } from "../problems-of.ts";

const JWKS = "https://issuer.example/.well-known/jwks.json";
const SECRET = "0123456789abcdef0123456789abcdef";
const whose = { AUTH_ISSUER: "https://issuer.example/", AUTH_AUDIENCE: "https://api.example" };

test("without them there are no tokens", () => {
  expect(readConfig({})).toMatchObject({
    authJwksUrl: null,
    authJwtSecret: null,
    authIssuer: null,
    authAudiences: [],
    authReferenceClaim: "sub",
  });
});

test("an issuer's keys or a shared secret, with issuer and audience, set them up", () => {
  expect(readConfig({ AUTH_JWKS_URL: JWKS, ...whose })).toMatchObject({
    authJwksUrl: JWKS,
    authIssuer: "https://issuer.example/",
    authAudiences: ["https://api.example"],
  });
  expect(
    readConfig({
      AUTH_JWT_SECRET: SECRET,
      ...whose,
      AUTH_AUDIENCE: "web, ios",
      AUTH_REFERENCE_CLAIM: "https://app.example/ref",
    }),
  ).toMatchObject({
    authJwtSecret: SECRET,
    authAudiences: ["web", "ios"],
    authReferenceClaim: "https://app.example/ref",
  });
});

describe("the start is refused", () => {
  test.each(Object.entries({ AUTH_JWKS_URL: JWKS, AUTH_JWT_SECRET: SECRET }))(
    "with %s and no issuer and audience",
    (name, value) => {
      expect(problemsOf({ [name]: value })).toEqual([
        expect.stringMatching(new RegExp(`^AUTH_ISSUER: missing, and ${name} needs it; wanted: `)),
        expect.stringMatching(new RegExp(`^AUTH_AUDIENCE: missing, and ${name} needs it; wanted: `)),
      ]);
      expect(problemsOf({ [name]: value, ...whose, AUTH_ISSUER: " " })).toHaveLength(1);
    },
  );

  test("with keys and a secret", () => {
    expect(problemsOf({ AUTH_JWKS_URL: JWKS, AUTH_JWT_SECRET: SECRET, ...whose })).toEqual([
      "AUTH_JWT_SECRET: came beside AUTH_JWKS_URL; wanted: one of the two.",
    ]);
  });

  test.each(["AUTH_ISSUER", "AUTH_AUDIENCE", "AUTH_REFERENCE_CLAIM"])("with %s alone", (name) => {
    expect(problemsOf({ [name]: "x" })).toEqual([
      `${name}: of no use alone; wanted: AUTH_JWKS_URL or AUTH_JWT_SECRET too.`,
    ]);
  });

  test("with a name of ours that no setting has", () => {
    expect(problemsOf({ AUTH_JWK_URL: JWKS })).toEqual([
      expect.stringMatching(/^AUTH_JWK_URL: no setting has this name; wanted: one of .*AUTH_JWKS_URL/),
    ]);
  });

  test.each([
    "http://issuer.example/jwks.json",
    "http://127.0.0.1.evil.example/jwks.json",
    "http://localhost.evil.example/",
    "http://10.0.0.1/",
    "ftp://issuer.example/",
    "file:///etc/keys.json",
    "https://user:word@issuer.example/",
    "issuer.example",
  ])("with keys at %s", (url) => {
    expect(problemsOf({ AUTH_JWKS_URL: url, ...whose })).toEqual([
      expect.stringMatching(/^AUTH_JWKS_URL: .* wanted: /),
    ]);
  });

  test.each([
    SECRET.slice(1),
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA0123456789abcdef",
    '{"kty":"RSA","n":"0123456789abcdef0123456789abcdef"}',
  ])("with the secret %j, which is not shown", (secret) => {
    const problems = problemsOf({ AUTH_JWT_SECRET: secret, ...whose });
    expect(problems).toEqual([
      expect.stringMatching(/^AUTH_JWT_SECRET: what came .*not shown\) is not right/),
    ]);
    expect(problems.join()).not.toContain("123456789");
  });

  test("with an empty one among the audiences", () => {
    expect(problemsOf({ AUTH_JWKS_URL: JWKS, ...whose, AUTH_AUDIENCE: "web,,ios" })).toHaveLength(1);
  });
});

test.each(["http://127.0.0.1:4001/", "http://localhost:8080/realms/r/certs", "http://[::1]/jwks"])(
  "keys of this machine are taken without TLS: %s",
  (url) => {
    expect(readConfig({ AUTH_JWKS_URL: url, ...whose }).authJwksUrl).toBe(url);
  },
);
