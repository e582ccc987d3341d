/** Keeps the last healthcheck: the one that Terra made last, whichever came last. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { TerraHealthcheck } from "../terra/healthcheck.ts";

export type ArrivedHealthcheck = { healthcheck: TerraHealthcheck; receivedMicros: number };

export async function saveHealthcheck(
  db: Kysely<Database>,
  arrived: readonly ArrivedHealthcheck[],
): Promise<void> {
  const [last] = arrived.toSorted((a, b) => clockOf(b) - clockOf(a) || b.receivedMicros - a.receivedMicros);
  if (!last) return;
  const { status, createdAtMicros, trendPercentage, sentWebhooksLastHour } = last.healthcheck;
  const row = {
    receivedAt: isoOfMicros(last.receivedMicros),
    createdAt: createdAtMicros === null ? null : isoOfMicros(createdAtMicros),
    status,
    trendPercentage,
    sentWebhooksLastHour,
    clock: isoOfMicros(clockOf(last)),
  };
  await db
    .insertInto("healthchecks")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("isLast").doUpdateSet(row).where(sql<boolean>`excluded.clock >= healthchecks.clock`),
    )
    .execute();
}

// None is made after it came: a clock that says so would keep every later one away.
function clockOf({ healthcheck, receivedMicros }: ArrivedHealthcheck): number {
  return Math.min(healthcheck.createdAtMicros ?? receivedMicros, receivedMicros);
}
