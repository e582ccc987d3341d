/** Which id Terra has for an account, and since when: a re-authentication gives it another. */
import type { Account } from "./account.ts";
import { changesBetween } from "./story.ts";
import { uuidFor } from "./uuid-for.ts";

export type Identity = { terraUserId: string; since: number; isFirst: boolean };

export function identityAt(account: Account, instant: number): Identity {
  const { terraUserId, connectedAt } = account.connection;
  const last = account.hasLife ? changesBetween(account, connectedAt, instant + 1).at(-1) : undefined;
  if (last === undefined) return { terraUserId, since: connectedAt, isFirst: true };
  return { terraUserId: uuidFor(terraUserId, last, "again"), since: last, isFirst: false };
}

/** The one before it; of the first, itself. */
export function identityBefore(account: Account, { since, isFirst }: Identity): Identity {
  return identityAt(account, isFirst ? since : since - 1);
}
