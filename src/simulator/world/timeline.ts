import type { Account } from "./account.ts";
import { type Emission, emissionsOf } from "./emissions.ts";
import { DAY } from "./zone.ts";

/** An emission, and when the one before it was sent for the account. */
export type Sent = { account: Account; emission: Emission; previousAt: number };

/** What an account's `athlete` follows its `auth` by. */
const ATHLETE_AFTER = 1_500;

export function athleteSentAt({ connection }: Account): number {
  return connection.connectedAt + ATHLETE_AFTER;
}

/** What is sent for an account in [from, to), in order. */
export function sentBetween(account: Account, from: number, to: number): Sent[] {
  const emissions = emissionsBetween(account, Math.max(from, athleteSentAt(account) + 1), to);
  const [first] = emissions;
  if (!first) return [];
  let previousAt = lastBefore(account, first.emittedAt);
  return emissions.map((emission) => {
    const sent = { account, emission, previousAt };
    previousAt = emission.emittedAt;
    return sent;
  });
}

// What is about a day is sent between the evening before it, by UTC, and two days later.
function emissionsBetween(account: Account, from: number, to: number): Emission[] {
  const emissions: Emission[] = [];
  for (let date = Math.floor(from / DAY) - 2; date <= Math.floor(to / DAY) + 1; date++) {
    for (const emission of emissionsOf(account, date)) {
      if (emission.emittedAt >= from && emission.emittedAt < to) emissions.push(emission);
    }
  }
  return emissions.sort((one, other) => one.emittedAt - other.emittedAt);
}

// Who sends activities alone may have been silent for days.
function lastBefore(account: Account, instant: number): number {
  const first = athleteSentAt(account);
  for (let from = instant - DAY; from > first - DAY; from -= DAY) {
    const last = emissionsBetween(account, Math.max(from, first + 1), from + DAY).at(-1);
    if (last) return last.emittedAt;
  }
  return first;
}
