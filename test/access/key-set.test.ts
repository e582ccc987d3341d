/** The issuer's keys: rotated, away, slow, and answered with anything else. */
import { setTimeout as sleep } from "node:timers/promises";
import { type CompactJWSHeaderParameters, exportJWK, jwtVerify } from "jose";
import { beforeAll, expect, test } from "vitest";
import { type KeySetOptions, openKeySet } from "../../src/access/key-set.ts";
import type { LogLine } from "../gateway.ts";
import { openTestGateway } from "../gateway.ts";
import { doors } from "./doors.ts";
import { type Issuer, type Key, makeKey, openIssuer, sign } from "./issuer.ts";

let first: Key;
let second: Key;

beforeAll(async () => {
  first = await makeKey("EdDSA", "first");
  second = await makeKey("ES256", "second");
});

/** Codes of what comes of tokens; "taken" for a good one. */
function openTries(issuer: Issuer, options: Partial<KeySetOptions> = {}) {
  const logs: LogLine[] = [];
  const log = (level: LogLine["level"], message: string, facts = {}) =>
    void logs.push({ level, message, facts });
  const keys = openKeySet({ url: issuer.url, log, coolDownMs: 100, timeoutMs: 300, ...options });
  const take = async (key: Key) =>
    jwtVerify(await sign(key), keys).then(
      () => "taken",
      (error: { code: string }) => error.code,
    );
  return { logs, take, keys };
}

test("a new key is taken and an old one is not, without a restart", async () => {
  await using issuer = await openIssuer(first);
  const { take } = openTries(issuer, { cacheMs: 400 });
  expect(await take(first)).toBe("taken");
  issuer.publish(first, second);
  await sleep(120);
  expect(await take(second)).toBe("taken");
  issuer.publish(second);
  await sleep(420);
  expect(await take(first)).toBe("ERR_JWKS_NO_MATCHING_KEY");
  expect(await take(second)).toBe("taken");
});

test("keys are asked for once, by however many tokens", async () => {
  await using issuer = await openIssuer(first, second);
  const { take } = openTries(issuer);
  expect(await Promise.all(Array.from({ length: 20 }, () => take(first)))).toEqual(Array(20).fill("taken"));
  expect(await take(second)).toBe("taken");
  expect(issuer.asked()).toBe(1);
});

test("names of keys that are none do not make us ask more often than the cool-down allows", async () => {
  await using issuer = await openIssuer(first);
  const { take } = openTries(issuer, { coolDownMs: 200 });
  const startedAt = performance.now();
  while (performance.now() - startedAt < 900)
    expect(await take({ ...second, kid: `${Math.random()}` })).toBe("ERR_JWKS_NO_MATCHING_KEY");
  expect(issuer.asked()).toBeGreaterThanOrEqual(3);
  expect(issuer.asked()).toBeLessThanOrEqual(5);
});

test("while the issuer is away, known keys go on being taken and others are for later", async () => {
  await using issuer = await openIssuer(first);
  const { take, logs } = openTries(issuer, { cacheMs: 50 });
  expect(await take(first)).toBe("taken");
  await issuer.leave();
  await sleep(120);
  expect(await take(first)).toBe("taken");
  expect(await take(second)).toBe("CANNOT_VERIFY_NOW");
  await sleep(120);
  expect(await Promise.all([take(first), take(second)])).toEqual(["taken", "CANNOT_VERIFY_NOW"]);
  expect(logs).toEqual([
    {
      level: "warn",
      message: "The keys of AUTH_JWKS_URL cannot be had.",
      facts: expect.objectContaining({ code: expect.stringMatching(/^E/) }),
    },
  ]);
  issuer.publish(second);
  await issuer.comeBack();
  await sleep(120);
  expect(await take(second)).toBe("taken");
  expect(await take(first)).toBe("ERR_JWKS_NO_MATCHING_KEY");
});

test("an issuer that is away at first is asked again after the cool-down", async () => {
  await using issuer = await openIssuer(first);
  await issuer.leave();
  const { take } = openTries(issuer);
  expect(await take(first)).toBe("CANNOT_VERIFY_NOW");
  await issuer.comeBack();
  expect(await take(first)).toBe("CANNOT_VERIFY_NOW");
  await sleep(120);
  expect(await take(first)).toBe("taken");
  expect(issuer.asked()).toBe(1);
});

test("an issuer that has become slow holds up nobody whose key is known, but once", async () => {
  await using issuer = await openIssuer(first);
  const { take } = openTries(issuer, { cacheMs: 50, coolDownMs: 50, timeoutMs: 200 });
  expect(await take(first)).toBe("taken");
  issuer.answerBy(() => {});
  await sleep(60);
  const waits: number[] = [];
  for (let tries = 0; tries < 10; tries += 1) {
    const startedAt = performance.now();
    expect(await take(first)).toBe("taken");
    waits.push(performance.now() - startedAt);
    await sleep(30);
  }
  expect(waits.filter((ms) => ms > 100)).toHaveLength(1);
});

const answers: [string, Parameters<Issuer["answerBy"]>[0]][] = [
  ["nothing, for longer than we wait", () => {}],
  ["the beginning of an answer", (_request, response) => void response.writeHead(200).write('{"keys":')],
  ["404", (_request, response) => void response.writeHead(404).end("{}")],
  ["500 with keys", (_request, response) => void response.writeHead(500).end('{"keys":[]}')],
  ["204", (_request, response) => void response.writeHead(204).end()],
  ["a page", (_request, response) => void response.end("<html>Welcome</html>")],
  ["JSON that is no key set", (_request, response) => void response.end('{"keys":7}')],
  ["keys that are none", (_request, response) => void response.end('{"keys":["x"]}')],
  ["more than is read", (_request, response) => void response.end(`{"keys":[${" ".repeat(300_000)}]}`)],
  ["a broken connection", (request) => void request.socket.destroy()],
];

test.each(answers)("an issuer that answers with %s gives no keys for now", async (_name, answer) => {
  await using issuer = await openIssuer(first);
  issuer.answerBy(answer);
  const { take, logs } = openTries(issuer);
  expect(await take(first)).toBe("CANNOT_VERIFY_NOW");
  expect(logs.map(({ level }) => level)).toEqual(["warn"]);
});

test("a redirect is not followed", async () => {
  await using other = await openIssuer(first);
  await using issuer = await openIssuer(first);
  issuer.answerBy((_request, response) => void response.writeHead(302, { location: other.url }).end());
  const { take, logs } = openTries(issuer);
  expect(await take(first)).toBe("CANNOT_VERIFY_NOW");
  expect(other.asked()).toBe(0);
  expect(logs[0]?.facts).toMatchObject({ code: "HTTP_302" });
});

test("an answer that never ends is not read to its end", async () => {
  await using issuer = await openIssuer(first);
  let sent = 0;
  issuer.answerBy((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(65_536))) sent += 65_536;
    };
    response.on("drain", more);
    more();
  });
  const { take, logs } = openTries(issuer, { timeoutMs: 5_000 });
  expect(await take(first)).toBe("CANNOT_VERIFY_NOW");
  expect(logs[0]?.facts).toMatchObject({ code: "TOO_LARGE" });
  expect(sent).toBeLessThan(32 * 1024 * 1024);
});

test("a private key that an issuer publishes by mistake is not used", async () => {
  const leaked = { ...first, jwk: { ...(await exportJWK(first.privateKey)), kid: first.kid, alg: "EdDSA" } };
  await using issuer = await openIssuer(leaked);
  const { take } = openTries(issuer);
  expect(await take(first)).not.toBe("taken");
});

test("what a header says beside key and algorithm finds no key", async () => {
  await using issuer = await openIssuer(first);
  const { keys } = openTries(issuer);
  const header: CompactJWSHeaderParameters = { alg: "HS256", kid: "first" };
  await expect(keys(header, { payload: "", signature: "" })).rejects.toMatchObject({
    code: "ERR_JOSE_NOT_SUPPORTED",
  });
});

test("through a gateway keys are rotated, and its issuer may be away", async () => {
  await using issuer = await openIssuer(first);
  await using gateway = await openTestGateway({ ...issuer.config });
  const enter = async (key: Key) => {
    const token = await sign(key);
    return Promise.all(doors.map(({ enter }) => enter(gateway.url, token)));
  };
  const users = [{ kind: "USER" }, { kind: "USER" }];
  const refused = (pattern: RegExp) => Array(2).fill({ refused: expect.stringMatching(pattern) });
  expect(await enter(first)).toEqual(users);
  issuer.publish(second);
  expect(await enter(second)).toEqual(refused(/^(401|4403) UNAUTHENTICATED: This token is not accepted/));
  await sleep(5_100);
  expect(await enter(second)).toEqual(users);
  await issuer.leave();
  await sleep(5_100);
  expect(await enter(second)).toEqual(users);
  expect(await enter(first)).toEqual(
    refused(/^(503|1013) CANNOT_VERIFY_NOW: The keys of this token's issuer/),
  );
  expect(gateway.logs.filter(({ level }) => level === "warn" || level === "error")).toHaveLength(1);
});
