/** What becomes of a stored delivery by another try, where no batch writes it. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { DeliveryKey } from "./stored-delivery.ts";

/** What a try came to. PENDING is tried once more, later and later, and in the end FAILED. */
export type Attempt = {
  state: "APPLIED" | "PENDING" | "FAILED" | "IGNORED";
  /** Why it is PENDING or FAILED. */
  error: string | null;
};

/** Five seconds, doubled with every try, to an hour: a little less than a day in all. */
export const MOST_ATTEMPTS = 30;

/** Writes what a try came to. */
export async function settleDelivery(
  db: Kysely<Database>,
  { receivedAt, id }: DeliveryKey,
  { state, error }: Attempt,
): Promise<void> {
  await sql`
    update deliveries
       set attempts = attempts + 1,
           state = case when ${isGivenUp(state)} then 'FAILED' else ${state} end,
           error = case when ${isGivenUp(state)} then format('given up after %s attempts: %s', attempts + 1, ${error}::text)
                        else ${error} end,
           next_try_at = case when ${state}::text = 'PENDING' and not ${isGivenUp(state)} then ${nextTry} end
     where received_at = ${receivedAt} and id = ${id}`.execute(db);
}

function isGivenUp(state: Attempt["state"]) {
  return sql`(${state}::text = 'PENDING' and attempts + 1 >= ${MOST_ATTEMPTS})`;
}

// With jitter, so that what failed together does not come back together.
const nextTry = sql`now() + least(interval '1 hour', interval '5 seconds' * power(2, least(attempts, 20) - 1))
                          * (0.75 + random() / 2)`;

/** How long whoever claims a delivery has to try it, before another may. */
const LEASE = sql`interval '5 minutes'`;

/** Claims one, whatever became of it, to be tried at once: it is PENDING then. */
export async function claimAgain(db: Kysely<Database>, { receivedAt, id }: DeliveryKey): Promise<void> {
  await sql`
    update deliveries set state = 'PENDING', next_try_at = now() + ${LEASE}
     where received_at = ${receivedAt} and id = ${id}`.execute(db);
}

/**
 * Claims PENDING deliveries that are due, for this gateway alone: they are due again when the claim has run out.
 * Those of the types that somebody else tries are left alone.
 */
export async function claimDue(
  db: Kysely<Database>,
  limit: number,
  others: readonly string[],
): Promise<DeliveryKey[]> {
  const { rows } = await sql<DeliveryKey>`
    with due as (
      select received_at, id from deliveries
       where state = 'PENDING' and next_try_at <= now() and coalesce(type, '') <> all(${others}::text[])
       order by next_try_at
       limit ${limit}
         for update skip locked)
    update deliveries d set next_try_at = now() + ${LEASE}
      from due
     where d.received_at = due.received_at and d.id = due.id
    returning d.received_at, d.id`.execute(db);
  return rows;
}
