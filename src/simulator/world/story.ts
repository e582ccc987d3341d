/** What becomes of an account beside its data: in every four weeks one thing at the most, that takes an hour or two. */
import type { Account } from "./account.ts";
import { diceFor } from "./dice.ts";
import { remember } from "./remember.ts";
import { DAY, HOUR, MINUTE } from "./zone.ts";

export type LifeEventKind =
  | "auth"
  | "reauth"
  | "deauth"
  | "access_revoked"
  | "connection_error"
  | "scopes_removed"
  | "scopes_added";

export type LifeMoment = { emittedAt: number; kind: LifeEventKind };

type Story = { moments: readonly LifeMoment[]; changes: readonly number[] };

const BLOCK_DAYS = 28;
const NOTHING: Story = { moments: [], changes: [] };

/** What becomes of it in [from, to), in order. */
export function momentsBetween(account: Account, from: number, to: number): LifeMoment[] {
  return storiesBetween(account, from, to)
    .flatMap(({ moments }) => moments)
    .filter(({ emittedAt }) => emittedAt >= from && emittedAt < to);
}

/** What of that gives it another id, or goes with it. */
export function changingMomentsBetween(account: Account, from: number, to: number): LifeMoment[] {
  return storiesBetween(account, from, to)
    .flatMap(({ moments, changes }) => (changes.length > 0 ? moments : []))
    .filter(({ emittedAt }) => emittedAt >= from && emittedAt < to);
}

/** When it was given another id in [from, to). */
export function changesBetween(account: Account, from: number, to: number): number[] {
  return storiesBetween(account, from, to)
    .flatMap(({ changes }) => changes)
    .filter((change) => change >= from && change < to);
}

function storiesBetween(account: Account, from: number, to: number): Story[] {
  const block = (instant: number) => Math.floor(instant / (BLOCK_DAYS * DAY));
  const stories: Story[] = [];
  for (let at = block(from); at <= block(to); at++) stories.push(storyOf(account, at));
  return stories;
}

const storyOf = remember(65_536, (account: Account, block): Story => {
  const { terraUserId, connectedAt } = account.connection;
  const dice = diceFor(terraUserId, block, "story");
  // No data is emitted in the last tenth of a second.
  const second = Math.floor((block + dice.between(0.05, 0.95)) * BLOCK_DAYS * DAY * 1e-3);
  const start = second * 1000 + 900;
  // Its first days are those of its backfill.
  if (start < connectedAt + 4 * DAY) return NOTHING;
  const turn = dice.uniform();
  const first = dice.chance(0.5) ? "auth" : "reauth";
  if (turn < 0.08) return told([...again(start, first)], [start]);
  if (turn < 0.12) {
    const later = start + 20 * MINUTE;
    return told([...again(start, first), ...again(later, first)], [start, later]);
  }
  if (turn < 0.17) {
    const later = start + HOUR;
    return told([moment(start, "access_revoked"), ...again(later, first)], [later]);
  }
  if (turn < 0.22) {
    const later = start + 30 * MINUTE;
    return told([moment(start, "deauth"), moment(later, "auth")], [later]);
  }
  if (turn < 0.42) return told([moment(start, "connection_error")], []);
  if (turn < 0.62) {
    return told([moment(start, "scopes_removed"), moment(start + 15 * MINUTE, "scopes_added")], []);
  }
  return NOTHING;
});

// Terra sends both, in either order.
function again(at: number, first: "auth" | "reauth"): LifeMoment[] {
  return [moment(at, first), moment(at + 50, first === "auth" ? "reauth" : "auth")];
}

function moment(emittedAt: number, kind: LifeEventKind): LifeMoment {
  return { emittedAt, kind };
}

function told(moments: LifeMoment[], changes: number[]): Story {
  return { moments, changes };
}
