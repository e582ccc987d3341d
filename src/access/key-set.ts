/** The keys by which an issuer's tokens are told from others, read from where the issuer publishes them. */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import { fetchKeys } from "./fetch-keys.ts";

export type KeySetOptions = {
  url: string;
  log: Log;
  /** How long keys are taken for the issuer's without asking again. */
  cacheMs?: number;
  /** How long nothing is asked after the issuer was. */
  coolDownMs?: number;
  /** How long the issuer may take to answer. */
  timeoutMs?: number;
};

const WARN_AGAIN_MS = 60_000;

/**
 * Asks when a key is wanted that is not known, and when those that are have grown old. While the issuer is away, those
 * go on being taken.
 */
export function openKeySet(options: KeySetOptions): JWTVerifyGetKey {
  const { url, log, cacheMs = 600_000, coolDownMs = 5_000, timeoutMs = 5_000 } = options;
  // When to ask is decided here: jose alone would refuse every token while the issuer of old keys is away.
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeoutMs,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: Number.POSITIVE_INFINITY,
    [customFetch]: fetchKeys,
  });
  const issuer = questionTo(keys.reload, warnRarely(log));

  return async (header, token) => {
    if (issuer.sinceAnswer() >= cacheMs && issuer.sinceQuestion() >= coolDownMs) {
      const answered = issuer.ask();
      // Where it was away already, only a first key is worth waiting for.
      if (!issuer.isAway() || !issuer.hasAnswered()) await answered;
    } else if (!issuer.hasAnswered()) await issuer.pending();
    if (!issuer.hasAnswered()) throw cannotVerify();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    if (issuer.sinceQuestion() >= coolDownMs) await issuer.ask();
    else await issuer.pending();
    if (issuer.isAway()) throw cannotVerify();
    return await keys(header, token);
  };
}

type Question = {
  /** Those who ask while it is being asked share the answer. Whether there was one, `isAway` says. */
  ask(): Promise<void>;
  /** The answer that is being waited for. */
  pending(): Promise<void>;
  isAway(): boolean;
  hasAnswered(): boolean;
  sinceQuestion(): number;
  sinceAnswer(): number;
};

function questionTo(reload: () => Promise<void>, warn: (error: unknown) => void): Question {
  let asking: Promise<void> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let isAway = false;
  async function ask(): Promise<void> {
    askedAt = performance.now();
    try {
      await reload();
      answeredAt = performance.now();
      isAway = false;
    } catch (error) {
      isAway = true;
      warn(error);
    } finally {
      asking = null;
    }
  }
  return {
    ask() {
      asking ??= ask();
      return asking;
    },
    pending: async () => {
      await asking;
    },
    isAway: () => isAway,
    hasAnswered: () => answeredAt > Number.NEGATIVE_INFINITY,
    sinceQuestion: () => performance.now() - askedAt,
    sinceAnswer: () => performance.now() - answeredAt,
  };
}

function warnRarely(log: Log): (error: unknown) => void {
  let warnedAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - warnedAt < WARN_AGAIN_MS) return;
    warnedAt = performance.now();
    // Of a failed fetch, the cause says more.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    log("warn", "The keys of AUTH_JWKS_URL cannot be had.", factsOf(cause));
  };
}

function cannotVerify(): TerrariumError {
  return new TerrariumError(
    "CANNOT_VERIFY_NOW",
    "The keys of this token's issuer cannot be had now: ask again in some seconds.",
  );
}
