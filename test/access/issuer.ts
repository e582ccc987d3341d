/** An issuer of end users' tokens: keys of its own, and a server on this machine that publishes them. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import type { Config } from "../../src/settings.ts";

export const ISSUER = "https://issuer.example/";
export const AUDIENCE = "https://terrarium.example";

/** Undefined where a claim is to be missing. */
export type Claims = Record<string, unknown>;

export type Key = { alg: string; kid: string; publicKey: CryptoKey; privateKey: CryptoKey; jwk: JWK };

export type Issuer = AsyncDisposable & {
  /** What a gateway is told of it. */
  config: Pick<Config, "authJwksUrl" | "authIssuer" | "authAudiences">;
  url: string;
  /** How often its keys were asked for. */
  asked(): number;
  publish(...keys: Key[]): void;
  /** Answers in another way than with keys. */
  answerBy(listener: RequestListener): void;
  /** Is away; a port of its own is kept for its return. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
};

export async function makeKey(alg: string, kid = `${alg}-1`): Promise<Key> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, ...pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: "sig" } };
}

/** A token that is right, but for what is given otherwise; a claim or a member that is undefined is left out. */
export function sign(
  { alg, kid, privateKey }: Pick<Key, "alg" | "kid" | "privateKey">,
  claims: Claims = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(without(undefined, claimsOf(claims)))
    .setProtectedHeader({ ...without(undefined, { alg, kid, typ: "JWT", ...header }), alg })
    .sign(privateKey);
}

/** What a token says that is right, for an hour. */
export function claimsOf(claims: Claims = {}): JWTPayload {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return { iss: ISSUER, aud: AUDIENCE, sub: "ada", exp, ...claims };
}

/** A token of any parts, as an attacker makes it. */
export function assemble(header: unknown, claims: unknown, signature: Uint8Array | string = ""): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(claims)}.${Buffer.from(signature).toString("base64url")}`;
}

export async function openIssuer(...keys: Key[]): Promise<Issuer> {
  let asked = 0;
  const publishing =
    (published: Key[]): RequestListener =>
    (_request, response) =>
      void response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  let answer = publishing(keys);
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const leave = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/jwks.json`;
  return {
    config: { authJwksUrl: url, authIssuer: ISSUER, authAudiences: [AUDIENCE] },
    url,
    asked: () => asked,
    publish(...published) {
      answer = publishing(published);
    },
    answerBy(listener) {
      answer = listener;
    },
    leave,
    comeBack: () => listen(port),
    [Symbol.asyncDispose]: () => (server.listening ? leave() : Promise.resolve()),
  };
}

function without<Value extends object>(unwanted: unknown, value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== unwanted)) as Value;
}
