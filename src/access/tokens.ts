/** End users' tokens: JWTs of the app's own issuer. Whatever is not wholly right is refused. */
import {
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import type { Config } from "../settings.ts";
import { isText } from "../text.ts";
import { openKeySet } from "./key-set.ts";
import { expired, refusalOf, refused } from "./token-refusal.ts";

export type VerifiedToken = {
  /** Whom it is for, by the app's own key. */
  referenceId: string;
  /** From when on it is not taken, in milliseconds of the epoch. */
  expiresAt: number;
};

export type Tokens = {
  /** @throws TerrariumError UNAUTHENTICATED, or CANNOT_VERIFY_NOW where its issuer's keys cannot be had. */
  verify(token: string): Promise<VerifiedToken>;
};

export type TokensOptions = Pick<
  Config,
  "authJwksUrl" | "authJwtSecret" | "authIssuer" | "authAudiences" | "authReferenceClaim"
> & { log: Log };

/** How far the issuer's clock may be from ours, either way. */
const SKEW_SECONDS = 60;
/** As much as a header of HTTP may have: over WebSocket a token is no longer. */
const LONGEST = 16 * 1024;
/** The last instant that there is in JavaScript, in milliseconds. */
const LAST_INSTANT = 8.64e15;
const BY_KEY_SET = ["EdDSA", "Ed25519", "ES256", "RS256"];
const BY_SECRET = ["HS256"];
/** Members of a header by which a token would bring its own key. */
const OWN_KEYS = ["jku", "jwk", "x5u"];

/** Null where no end users' tokens are set up. */
export function openTokens(options: TokensOptions): Tokens | null {
  const { authIssuer: issuer, authAudiences: audience, authReferenceClaim: claim, log } = options;
  const keys = keysOf(options);
  if (keys === null) return null;
  // Without these jose would not look at the claims at all.
  if (issuer === null || audience.length === 0)
    throw new TerrariumError("BAD_SETTING", "AUTH_ISSUER, AUTH_AUDIENCE: both are wanted for tokens.");
  const wanted = { ...keys.wanted, issuer, audience, requiredClaims: ["exp"], clockTolerance: SKEW_SECONDS };
  return {
    async verify(token) {
      try {
        if (!isWellMade(token)) throw new errors.JWTInvalid();
        return personOf(await verified(token, keys.key, wanted), claim);
      } catch (error) {
        log("debug", "A token was not taken.", factsOf(error));
        throw refusalOf(error);
      }
    },
  };
}

/** Whether a key is to be read as a token: three parts, as a JWT has. */
export function looksLikeToken(key: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(key);
}

type Keys = { key: JWTVerifyGetKey; wanted: Pick<JWTVerifyOptions, "algorithms"> };

// Each kind of key has algorithms of its own, so that a public key is never used as a secret.
function keysOf({ authJwksUrl, authJwtSecret, log }: TokensOptions): Keys | null {
  if (authJwksUrl !== null)
    return { key: openKeySet({ url: authJwksUrl, log }), wanted: { algorithms: BY_KEY_SET } };
  if (authJwtSecret === null) return null;
  const secret = new TextEncoder().encode(authJwtSecret);
  return { key: async () => secret, wanted: { algorithms: BY_SECRET } };
}

// Decoders overlook bits that the last character of a part can have too many: only one way to write a token is taken.
function isWellMade(token: string): boolean {
  if (token.length > LONGEST) return false;
  const isExact = (part: string) => Buffer.from(part, "base64url").toString("base64url") === part;
  if (!token.split(".").every(isExact)) return false;
  const header = decodeProtectedHeader(token);
  return !OWN_KEYS.some((name) => Object.hasOwn(header, name));
}

async function verified(token: string, key: JWTVerifyGetKey, wanted: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, key, wanted)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return verifiedByOne(error, token, wanted);
    throw error;
  }
}

// A token does not have to say which of its issuer's keys it was signed with.
async function verifiedByOne(
  keys: errors.JWKSMultipleMatchingKeys,
  token: string,
  wanted: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of keys) {
    try {
      return (await jwtVerify(token, key, wanted)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

function personOf(payload: JWTPayload, claim: string): VerifiedToken {
  const referenceId = payload[claim];
  if (!isText(referenceId) || referenceId.trim() === "" || !referenceId.isWellFormed())
    throw refused(
      "This token names nobody: the claim that AUTH_REFERENCE_CLAIM names must be a text, and not empty.",
    );
  const expiresAt = ((payload.exp ?? 0) + SKEW_SECONDS) * 1000;
  if (expiresAt > LAST_INSTANT) throw refused("This token's exp is no time: it must be seconds since 1970.");
  if (expiresAt <= Date.now()) throw expired();
  return { referenceId, expiresAt };
}
