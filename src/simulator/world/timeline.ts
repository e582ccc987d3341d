import type { TerraEvent } from "../../terra/payloads/terra-event.ts";
import type { Account } from "./account.ts";
import { type Emission, emissionsOf } from "./emissions.ts";
import { type Identity, identityAt } from "./identity.ts";
import { terraUser, VERSION } from "./payloads/introduction-payloads.ts";
import { lifeEvent } from "./payloads/life-payloads.ts";
import { changingMomentsBetween, type LifeMoment, momentsBetween } from "./story.ts";
import { DAY } from "./zone.ts";

/** What is sent of an account, under which id; its body is made when it is asked for. */
export type Sent = { account: Account; emittedAt: number; identity: Identity; body(): TerraEvent };

/** What an account's `athlete` follows its `auth` by. */
const ATHLETE_AFTER = 1_500;

export function athleteSentAt({ connection }: Account): number {
  return connection.connectedAt + ATHLETE_AFTER;
}

/** What is sent for an account in [from, to), in order. */
export function sentBetween(account: Account, from: number, to: number): Sent[] {
  const happened = happenedBetween(account, Math.max(from, athleteSentAt(account) + 1), to);
  const [first] = happened;
  if (!first) return [];
  let previousAt = lastBefore(account, first.emittedAt, identityAt(account, first.emittedAt));
  return happened.map((one) => {
    const identity = identityAt(account, one.emittedAt);
    // Of a new id nothing was sent before.
    const before = previousAt !== null && previousAt < identity.since ? null : previousAt;
    previousAt = one.emittedAt;
    return sentOf(account, one, identity, before);
  });
}

/** How an account came by the id that it has at an instant. */
export function changesSentBefore(account: Account, instant: number): Sent[] {
  return changingMomentsBetween(account, account.connection.connectedAt, instant).map((one) => {
    const identity = identityAt(account, one.emittedAt);
    return sentOf(account, one, identity, lastBefore(account, one.emittedAt, identity));
  });
}

type Happened = Emission | LifeMoment;

function sentOf(account: Account, one: Happened, identity: Identity, previousAt: number | null): Sent {
  const body = (): TerraEvent =>
    "content" in one
      ? { ...one.content(), user: terraUser(account, identity, previousAt), version: VERSION }
      : lifeEvent(account, one, identity, previousAt);
  return { account, emittedAt: one.emittedAt, identity, body };
}

// What is about a day is sent between the evening before it, by UTC, and two days later.
function happenedBetween(account: Account, from: number, to: number): Happened[] {
  const happened: Happened[] = account.hasLife ? momentsBetween(account, from, to) : [];
  for (let date = Math.floor(from / DAY) - 2; date <= Math.floor(to / DAY) + 1; date++) {
    for (const emission of emissionsOf(account, date)) {
      if (emission.emittedAt >= from && emission.emittedAt < to) happened.push(emission);
    }
  }
  return happened.sort((one, other) => one.emittedAt - other.emittedAt);
}

// Who sends activities alone may have been silent for days.
function lastBefore(account: Account, instant: number, { since, isFirst }: Identity): number | null {
  const first = isFirst ? athleteSentAt(account) : since - 1;
  for (let from = instant - DAY; from > first - DAY; from -= DAY) {
    const last = happenedBetween(account, Math.max(from, first + 1), Math.min(from + DAY, instant)).at(-1);
    if (last) return last.emittedAt;
  }
  return isFirst ? first : null;
}
