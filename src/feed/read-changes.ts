/** Reading the feed from the database. One statement sees a whole beginning of the feed, since it is in commit order. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { type Change, compareSeqs, FEED_START } from "./change.ts";
import { type ChangeFilter, passesSql } from "./change-filter.ts";
import { type FeedPage, pageEnd } from "./change-ring.ts";

/** What follows a change, as far as it is there. */
export async function readNext(
  db: Kysely<Database>,
  after: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Change[]> {
  const next = db.selectFrom("changes").selectAll().where("seq", ">", after).orderBy("seq").limit(limit);
  return await next.execute({ signal });
}

// Looking for a few changes among many is cut into stretches, so that no statement takes long.
const STRETCH = 100_000n;

/** The changes that pass the filter, behind `after` and up to `head`, or as much of that as one statement looks through. */
export async function readPassing(
  db: Kysely<Database>,
  { after, head, filter, limit }: { after: string; head: string; filter: ChangeFilter; limit: number },
): Promise<FeedPage> {
  const stretchEnd = String(BigInt(after) + STRETCH);
  const upTo = compareSeqs(stretchEnd, head) < 0 ? stretchEnd : head;
  const changes = await db
    .selectFrom("changes")
    .selectAll()
    .where("seq", ">", after)
    .where("seq", "<=", upTo)
    .where(passesSql(filter))
    .orderBy("seq")
    .limit(limit)
    .execute();
  return { changes, position: pageEnd(changes, limit, upTo) };
}

export async function readHead(db: Kysely<Database>): Promise<string> {
  const newest = await db
    .selectFrom("changes")
    .select("seq")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest?.seq ?? FEED_START;
}

/** The place just before the oldest change that is kept. */
export async function readStart(db: Kysely<Database>): Promise<string> {
  const oldest = await db.selectFrom("changes").select("seq").orderBy("seq").limit(1).executeTakeFirst();
  return oldest ? String(BigInt(oldest.seq) - 1n) : FEED_START;
}
