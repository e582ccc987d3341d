/** End users' tokens: whom they let in, and every way to be refused. */
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { exportJWK, exportSPKI } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTokens, type TokensOptions } from "../../src/access/tokens.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { insertPeople, openTestReadDoor } from "../graphql/read-door.ts";
import { connect, openSocket } from "../graphql/socket-client.ts";
import { ask, read } from "../graphql-client.ts";
import { doors, REFUSED } from "./doors.ts";
import {
  AUDIENCE,
  assemble,
  type Claims,
  claimsOf,
  ISSUER,
  type Issuer,
  type Key,
  makeKey,
  openIssuer,
  sign,
} from "./issuer.ts";

const SECRET = "a secret of at least thirty-two bytes";
const EXPIRED = /This token has expired/;

let issuer: Issuer;
let gateway: TestGateway;
/** By an issuer that shares a secret. */
let sharing: TestGateway;
const keys: Record<string, Key> = {};
let stranger: Key;

beforeAll(async () => {
  for (const alg of ["EdDSA", "Ed25519", "ES256", "RS256", "PS256", "ES384"]) keys[alg] = await makeKey(alg);
  stranger = await makeKey("EdDSA");
  issuer = await openIssuer(...Object.values(keys));
  gateway = await openTestGateway({ ...issuer.config, failedKeysPerMinute: 0 });
  sharing = await openTestGateway({
    authJwtSecret: SECRET,
    authIssuer: ISSUER,
    authAudiences: [AUDIENCE],
    failedKeysPerMinute: 0,
  });
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await sharing[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

function key(alg: string): Key {
  const found = keys[alg];
  if (!found) throw new Error(`There is no key ${alg}.`);
  return found;
}

function hmac(
  secret: string | Uint8Array,
  header: object,
  claims: object = claimsOf(),
  hash = "sha256",
): string {
  const unsigned = assemble(header, claims).slice(0, -1);
  return `${unsigned}.${createHmac(hash, secret).update(unsigned).digest("base64url")}`;
}

const now = () => Math.floor(Date.now() / 1000);
const EdDSA = (claims?: Claims, header?: Record<string, unknown>) => sign(key("EdDSA"), claims, header);

describe.each(doors)("over $name", ({ enter }) => {
  test.each(["EdDSA", "Ed25519", "ES256", "RS256"])("a token signed by %s is a user's", async (alg) => {
    expect(await enter(gateway.url, await sign(key(alg)))).toEqual({ kind: "USER" });
  });

  test("a token signed with the shared secret is a user's", async () => {
    expect(await enter(sharing.url, hmac(SECRET, { alg: "HS256" }))).toEqual({ kind: "USER" });
  });

  const accepted: [string, () => Promise<string>][] = [
    ["one of many audiences", () => EdDSA({ aud: ["https://other.example", AUDIENCE] })],
    ["a minute past its time", () => EdDSA({ exp: now() - 50 })],
    ["a minute before its time", () => EdDSA({ nbf: now() + 50 })],
    ["without the name of its key", () => sign(key("ES256"), {}, { kid: undefined })],
    ["of a type of its own", () => EdDSA({}, { typ: "at+jwt" })],
  ];
  test.each(accepted)("a token is taken: %s", async (_name, made) => {
    expect(await enter(gateway.url, await made())).toEqual({ kind: "USER" });
  });

  const refused: [string, () => Promise<string> | string, RegExp?][] = [
    ["no signature, alg none", () => assemble({ alg: "none" }, claimsOf())],
    ["no signature, alg NONE", () => assemble({ alg: "NONE", kid: "EdDSA-1" }, claimsOf())],
    ["no signature under a right header", async () => (await EdDSA()).replace(/[^.]*$/, "")],
    ["no alg", () => assemble({ kid: "EdDSA-1" }, claimsOf(), "x")],
    [
      "the public key as an HMAC secret, as PEM",
      async () => hmac(await exportSPKI(key("RS256").publicKey), { alg: "HS256", kid: "RS256-1" }),
    ],
    [
      "the public key as an HMAC secret, as PEM with a last line",
      async () => hmac(`${await exportSPKI(key("RS256").publicKey)}\n`, { alg: "HS256", kid: "RS256-1" }),
    ],
    [
      "the public key as an HMAC secret, as JWK",
      async () =>
        hmac(JSON.stringify(await exportJWK(key("RS256").publicKey)), { alg: "HS256", kid: "RS256-1" }),
    ],
    ["an empty HMAC secret", () => hmac("", { alg: "HS256" })],
    ["another issuer's key under the same name", () => sign({ ...stranger, kid: "EdDSA-1" })],
    ["a key that is not known", () => EdDSA({}, { kid: "EdDSA-2" })],
    ["the name of another key", () => EdDSA({}, { kid: "ES256-1" })],
    [
      "an algorithm that is not the key's",
      async () => assemble({ alg: "RS256", kid: "EdDSA-1" }, claimsOf(), "x".repeat(64)),
    ],
    ["PS256, whose key is published", () => sign(key("PS256"))],
    ["ES384, whose key is published", () => sign(key("ES384"))],
    ["a key of its own by jwk", async () => sign(stranger, {}, { jwk: stranger.jwk, kid: undefined })],
    ["a right signature beside a jwk", () => EdDSA({}, { jwk: stranger.jwk })],
    ["a right signature beside a jku", () => EdDSA({}, { jku: "https://evil.example/jwks.json" })],
    ["a right signature beside an x5u", () => EdDSA({}, { x5u: "https://evil.example/cert.pem" })],
    ["an extension that must be understood", () => assembleSigned({ crit: ["exp"], exp: 1 })],
    ["a payload that is not encoded", () => assembleSigned({ crit: ["b64"], b64: false })],
    ["an encrypted token's shape, of three parts", () => assemble({ alg: "dir", enc: "A256GCM" }, {}, "x")],
    ["three parts that are no token", () => "a.b.c"],
    ["three parts, of which the last is empty", () => "a.b."],
    ["claims that are no object", () => signedRaw(key("EdDSA"), '"ada"')],
    ["claims that are a list", () => signedRaw(key("EdDSA"), "[]")],
    ["claims that are no JSON", () => signedRaw(key("EdDSA"), "{")],
    ["one without iss", () => EdDSA({ iss: undefined }), /iss/],
    ["one of another issuer", () => EdDSA({ iss: "https://evil.example/" }), /iss/],
    ["one of the issuer without its slash", () => EdDSA({ iss: ISSUER.slice(0, -1) }), /iss/],
    [
      "one of issuers in a list",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), iss: [ISSUER] })),
      /iss/,
    ],
    ["one without aud", () => EdDSA({ aud: undefined }), /aud/],
    ["one for another audience", () => EdDSA({ aud: "https://other.example" }), /aud/],
    ["one for no audience", () => EdDSA({ aud: [] }), /aud/],
    ["one for an audience that begins alike", () => EdDSA({ aud: `${AUDIENCE}.evil` }), /aud/],
    ["one without exp", () => EdDSA({ exp: undefined }), /token's exp is/],
    [
      "one whose exp is a text",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), exp: "2999999999" })),
      /token's exp is/,
    ],
    [
      "one whose exp is null",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), exp: null })),
      /token's exp is/,
    ],
    [
      "one for ever",
      () => signedRaw(key("EdDSA"), JSON.stringify(claimsOf({ exp: 1 })).replace('"exp":1', '"exp":1e999')),
      /token's exp is/,
    ],
    ["one past all time", () => EdDSA({ exp: 1e300 }), /token's exp is/],
    ["one that has expired", () => EdDSA({ exp: now() - 70 }), EXPIRED],
    ["one that expired before 1970", () => EdDSA({ exp: -1 }), EXPIRED],
    ["one that is not valid yet", () => EdDSA({ nbf: now() + 70 }), /not valid yet/],
    [
      "one that is expired and of another issuer",
      () => EdDSA({ exp: 1, iss: "https://evil.example/" }),
      /iss/,
    ],
    ["one that names nobody", () => EdDSA({ sub: undefined }), /names nobody/],
    ["one that names an empty text", () => EdDSA({ sub: "" }), /names nobody/],
    ["one that names spaces", () => EdDSA({ sub: " \t\n " }), /names nobody/],
    [
      "one that names a number",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), sub: 7 })),
      /names nobody/,
    ],
    [
      "one that names a list",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), sub: ["ada"] })),
      /names nobody/,
    ],
    [
      "one that names null",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), sub: null })),
      /names nobody/,
    ],
    ["one that names what no database holds", () => EdDSA({ sub: "ada\0" }), /names nobody/],
    [
      "one that names half a character",
      () => signedRaw(key("EdDSA"), JSON.stringify({ ...claimsOf(), sub: "ada\ud800" })),
      /names nobody/,
    ],
  ];
  test.each(refused)(
    "a token is refused: %s",
    async (_name, made, message = /This token is not accepted/) => {
      const entry = await enter(gateway.url, await made());
      expect(entry).toEqual({ refused: expect.stringMatching(REFUSED) });
      expect(entry).toEqual({ refused: expect.stringMatching(message) });
    },
  );

  const refusedWithSecret: [string, () => Promise<string> | string][] = [
    ["another secret", () => hmac(`${SECRET}.`, { alg: "HS256" })],
    ["HS512 by the same secret", () => hmac(SECRET, { alg: "HS512" }, claimsOf(), "sha512")],
    ["no signature", () => assemble({ alg: "none" }, claimsOf())],
    ["a key of its own", () => sign(stranger, {}, { jwk: stranger.jwk })],
    ["a signature by a key", () => EdDSA()],
    ["RS256, as a header says of an HMAC", () => hmac(SECRET, { alg: "RS256" })],
  ];
  test.each(refusedWithSecret)("where a secret is shared, a token is refused: %s", async (_name, made) => {
    expect(await enter(sharing.url, await made())).toEqual({ refused: expect.stringMatching(REFUSED) });
  });

  test("a token is no key where no end users' tokens are set up", async () => {
    await using closed = await openTestGateway();
    expect(await enter(closed.url, await EdDSA())).toEqual({
      refused: expect.stringMatching(/UNAUTHENTICATED: This key is not known/),
    });
  });
});

// jose signs nothing with extensions that it does not know.
function assembleSigned(members: object): Promise<string> {
  return signedRaw(key("EdDSA"), JSON.stringify(claimsOf()), members);
}

async function signedRaw(
  { alg, kid, privateKey }: Key,
  payload: string,
  members: object = {},
): Promise<string> {
  const header = Buffer.from(JSON.stringify({ alg, kid, ...members })).toString("base64url");
  const unsigned = `${header}.${Buffer.from(payload).toString("base64url")}`;
  const signature = await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(unsigned));
  return `${unsigned}.${Buffer.from(signature).toString("base64url")}`;
}

test("the signing of these tests is right where nothing is wrong", async () => {
  const token = await signedRaw(key("EdDSA"), JSON.stringify(claimsOf()), { crit: ["b64"], b64: true });
  expect((await ask({ url: gateway.url, adminKey: token }, "{ viewer { kind } }")).data).toEqual({
    viewer: { kind: "USER" },
  });
});

test("an address in a token is never asked for a key", async () => {
  await using evil = await openIssuer(stranger);
  for (const name of ["jku", "x5u"]) {
    const token = await sign(stranger, {}, { [name]: evil.url, kid: stranger.kid });
    expect((await ask({ url: gateway.url, adminKey: token }, "{ viewer { kind } }")).status).toBe(401);
  }
  expect(evil.asked()).toBe(0);
});

test("any one character of a token changed, and it is refused", async () => {
  const tokens = openTokens({ ...options(), ...issuer.config });
  const signed = await Promise.all(["EdDSA", "ES256", "RS256"].map((alg) => sign(key(alg))));
  for (const token of signed) expect(await tokens?.verify(token)).toMatchObject({ referenceId: "ada" });
  const other = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...signed), fc.nat(), other, async (token, at, character) => {
      // The last characters hold bits that nothing is made of: they come up as often as all the others.
      const place = at % 2 ? token.length - 1 : at % token.length;
      fc.pre(token[place] !== character);
      const changed = token.slice(0, place) + character + token.slice(place + 1);
      await expect(tokens?.verify(changed)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    }),
    { numRuns: 600 },
  );
});

test("whatever a token is, it is taken or refused, and nothing else happens", async () => {
  const tokens = openTokens({ ...options(), authJwtSecret: SECRET });
  const header = fc.record({ alg: fc.constantFrom("HS256", "none", "RS256", 7, null) }, { requiredKeys: [] });
  const claims = fc.dictionary(
    fc.constantFrom("iss", "aud", "sub", "exp", "nbf", "iat", "__proto__"),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(header, claims, async (made, said) => {
      const outcome = await tokens
        ?.verify(hmac(SECRET, made, { ...claimsOf(), ...said }))
        .catch((error) => error);
      const { code, referenceId } = outcome as { code?: string; referenceId?: string };
      expect(code ?? referenceId).toEqual(expect.stringMatching(/\S/));
      if (code) expect(code).toBe("UNAUTHENTICATED");
    }),
    { numRuns: 300 },
  );
});

describe("an issuer's keys", () => {
  const by = async (...published: Key[]) => {
    const opened = await openIssuer(...published);
    const tokens = openTokens({ ...options(), ...opened.config });
    const take = async (signer: Key, header = {}) =>
      tokens?.verify(await sign(signer, {}, header)).then(
        () => "taken",
        (error: { code: string }) => error.code,
      );
    return { take, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
  };

  test("may be several that fit, where a token names none", async () => {
    const [one, two, three] = await Promise.all(["1", "2", "3"].map((kid) => makeKey("ES256", kid)));
    if (!one || !two || !three) throw new Error("Three keys were made.");
    await using issuer = await by(one, two);
    expect(await issuer.take(two, { kid: undefined })).toBe("taken");
    expect(await issuer.take(three, { kid: undefined })).toBe("UNAUTHENTICATED");
    expect(await issuer.take(two, { kid: "1" })).toBe("UNAUTHENTICATED");
  });

  test("may have one name", async () => {
    const [one, two] = await Promise.all([makeKey("ES256", "same"), makeKey("ES256", "same")]);
    await using issuer = await by(one, two);
    expect(await Promise.all([issuer.take(one), issuer.take(two)])).toEqual(["taken", "taken"]);
  });

  test("need not say their algorithm, and then are not taken for others than ours", async () => {
    const plain = await makeKey("RS256");
    const { alg: _alg, use: _use, ...jwk } = plain.jwk;
    await using issuer = await by({ ...plain, jwk });
    expect(await issuer.take(plain)).toBe("taken");
    const { privateKey } = plain;
    const format = "pkcs8";
    const pss = await crypto.subtle.importKey(
      format,
      await crypto.subtle.exportKey(format, privateKey),
      { name: "RSA-PSS", hash: "SHA-256" },
      false,
      ["sign"],
    );
    expect(await issuer.take({ ...plain, alg: "PS256", privateKey: pss })).toBe("UNAUTHENTICATED");
  });

  test("that are for encryption verify nothing", async () => {
    const one = await makeKey("ES256");
    await using issuer = await by({ ...one, jwk: { ...one.jwk, use: "enc" } });
    expect(await issuer.take(one)).toBe("UNAUTHENTICATED");
  });

  test("that are weak verify nothing", async () => {
    const pair = await crypto.subtle.generateKey(
      {
        name: "RSASSA-PKCS1-v1_5",
        modulusLength: 1024,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: "SHA-256",
      },
      true,
      ["sign", "verify"],
    );
    const jwk = { ...(await crypto.subtle.exportKey("jwk", pair.publicKey)), kid: "weak" } as Key["jwk"];
    await using issuer = await openIssuer({ alg: "RS256", kid: "weak", ...pair, jwk });
    const unsigned = assemble({ alg: "RS256", kid: "weak" }, claimsOf()).slice(0, -1);
    const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", pair.privateKey, Buffer.from(unsigned));
    const tokens = openTokens({ ...options(), ...issuer.config });
    const token = `${unsigned}.${Buffer.from(signature).toString("base64url")}`;
    await expect(tokens?.verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

test("a token longer than a header may be is refused, also where no header holds it", async () => {
  const tokens = openTokens({ ...options(), ...issuer.config });
  expect(await tokens?.verify(await EdDSA({ more: "x".repeat(10_000) }))).toMatchObject({
    referenceId: "ada",
  });
  const verified = tokens?.verify(await EdDSA({ more: "x".repeat(16_384) }));
  await expect(verified).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

describe("whom a token names", () => {
  const named = (claim: string, claims: Claims) =>
    openTokens({ ...options(), authJwtSecret: SECRET, authReferenceClaim: claim })?.verify(
      hmac(SECRET, { alg: "HS256" }, claimsOf(claims)),
    );

  test("stands in the claim of the setting, by its whole name", async () => {
    const claim = "https://app.example/ref";
    expect(await named(claim, { [claim]: "ada-7" })).toMatchObject({ referenceId: "ada-7" });
    await expect(named("https", { https: { "//app": "ada" } })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(named("app.ref", { app: { ref: "ada" } })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  test.each(["toString", "constructor", "__proto__"])("is no %s that every object has", async (claim) => {
    await expect(named(claim, {})).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("is taken as it is, spaces and all", async () => {
    for (const sub of [" ada ", "auth0|5f7c", "Ådä 🌱", "a:b"])
      expect(await named("sub", { sub })).toMatchObject({ referenceId: sub });
  });

  test("is who reads, and reads what is theirs alone", async () => {
    await using door = await openTestReadDoor({ ...issuer.config });
    await insertPeople(door, 3);
    const target = { url: door.url, adminKey: await EdDSA({ sub: "user-2" }) };
    const { users, user } = await read<Record<string, unknown>>(
      target,
      `{ users { nodes { referenceId } } user(referenceId: "user-1") { id } }`,
    );
    expect(users).toEqual({ nodes: [{ referenceId: "user-2" }] });
    expect(user).toBeNull();
    const refused = await ask(target, "{ deliveries { nodes { id } } }");
    expect(refused.errors?.[0]?.extensions).toEqual({ code: "FORBIDDEN" });
  });
});

test("a token that expires closes the socket that it opened, and says so", async () => {
  const adminKey = await EdDSA({ exp: Date.now() / 1000 - 57 });
  using client = await connect({ url: gateway.url, adminKey });
  client.send({ type: "subscribe", id: "1", payload: { query: "subscription { dataEvents { cursor } }" } });
  const openedAt = Date.now();
  expect(await client.closed).toEqual({
    code: 4411,
    reason: "UNAUTHENTICATED: This token has expired: connect again with a new one.",
  });
  expect(Date.now() - openedAt).toBeLessThan(4_000);
  expect((await ask({ url: gateway.url, adminKey }, "{ viewer { kind } }")).errors?.[0]?.message).toMatch(
    EXPIRED,
  );
});

test("a token that lives longer than a timer can wait closes no socket", async () => {
  using client = await connect({ url: gateway.url, adminKey: await EdDSA({ exp: now() + 3_000_000 }) });
  await sleep(300);
  expect(client.socket.readyState).toBe(client.socket.OPEN);
});

test.each(["access_token", "key", "authorization", "token"])(
  "a token or key in the URL, as %s, lets nobody in",
  async (name) => {
    for (const value of [await EdDSA(), gateway.adminKey, `Bearer ${gateway.adminKey}`]) {
      const search = new URLSearchParams({ query: "{ viewer { kind } }", [name]: value });
      const response = await fetch(`${gateway.url}/graphql?${search}`, {
        headers: { "apollo-require-preflight": "1" },
      });
      expect(response.status).toBe(401);
      using client = await openSocket(gateway.url, { search: `?${search}` });
      client.send({ type: "connection_init" });
      expect(await client.closed).toMatchObject({ code: 4403 });
    }
  },
);

test("neither tokens nor what they say are logged", async () => {
  const token = await EdDSA({ sub: "planted-reference" });
  await ask({ url: gateway.url, adminKey: token }, "{ viewer { kind } }");
  await ask({ url: gateway.url, adminKey: `${token}x` }, "{ viewer { kind } }");
  await ask({ url: gateway.url, adminKey: await EdDSA({ iss: "planted-issuer" }) }, "{ viewer { kind } }");
  const logged = JSON.stringify(gateway.logs);
  expect(logged).toContain("A token was not taken.");
  expect(logged).not.toContain("planted");
  for (const part of token.split(".").slice(1)) expect(logged).not.toContain(part);
});

function options(): TokensOptions {
  return {
    authJwksUrl: null,
    authJwtSecret: null,
    authIssuer: ISSUER,
    authAudiences: [AUDIENCE],
    authReferenceClaim: "sub",
    log: () => {},
  };
}
