/** Brings transfers that are locked up to date: counts their payloads, joins what events said, writes, and tells. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { NewChange } from "../feed/change.ts";
import { countPayloads } from "./count-payloads.ts";
import { contentOf, storedTransferFacts } from "./join-transfer.ts";
import {
  draftOf,
  isTold,
  isWritten,
  retryOf,
  type TransferDraft,
  type TransferTarget,
} from "./transfer-draft.ts";
import { quietSinceMicrosOf } from "./transfer-status.ts";

/**
 * The transfers' changes for the feed. Of a batch's, when its deliveries are stored. `userOf` knows the users of the
 * batch's connections.
 */
export async function advanceTransfers(
  db: Kysely<Database>,
  targets: readonly TransferTarget[],
  nowMicros: number,
  userOf: (connectionId: string) => string | undefined = () => undefined,
): Promise<NewChange[]> {
  if (targets.length === 0) return [];
  const payloads = await countPayloads(
    db,
    targets.map(({ reference }) => reference),
  );
  const drafts = targets.map((target) => draftOf(target, payloads.get(target.reference) ?? null, nowMicros));
  await writeTransfers(db, drafts.filter(isWritten), nowMicros);
  return drafts.filter(isTold).flatMap((draft) => changeOf(draft, userOf));
}

async function writeTransfers(
  db: Kysely<Database>,
  drafts: readonly TransferDraft[],
  nowMicros: number,
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = JSON.stringify(drafts.map((draft) => rowOf(draft, nowMicros)));
  await sql`
    insert into transfers
    select * from json_populate_recordset(null::transfers, ${rows}::json)
    on conflict (reference) do update
       set connection_id = excluded.connection_id, facts = excluded.facts, status = excluded.status,
           expected = excluded.expected, least_expected = excluded.least_expected, received = excluded.received,
           retry_at = excluded.retry_at, start_date = excluded.start_date, end_date = excluded.end_date,
           payload_clock_micros = excluded.payload_clock_micros, last_payload_at = excluded.last_payload_at,
           quiet_since = excluded.quiet_since, updated_at = excluded.updated_at`.execute(db);
}

function rowOf(
  { reference, connectionId, progress, status, startedMicros }: TransferDraft,
  nowMicros: number,
) {
  const { facts, lastPayloadMicros } = progress;
  const rateLimit = contentOf(facts, "rateLimit");
  return {
    reference,
    connection_id: connectionId,
    facts: storedTransferFacts(facts),
    status,
    expected: contentOf(facts, "expected"),
    least_expected: progress.leastExpected,
    received: progress.received,
    retry_at: isoOrNull(retryOf(facts)),
    start_date: rateLimit?.startDate ?? null,
    end_date: rateLimit?.endDate ?? null,
    payload_clock_micros: progress.payloadClockMicros,
    last_payload_at: isoOrNull(lastPayloadMicros),
    quiet_since: isoOfMicros(quietSinceMicrosOf(progress)),
    started_at: isoOfMicros(startedMicros),
    updated_at: isoOfMicros(nowMicros),
  };
}

// Of a transfer whose person is not known nobody is told.
function changeOf(
  { reference, row, connectionId }: TransferDraft,
  userOf: (connectionId: string) => string | undefined,
): NewChange[] {
  if (connectionId === null) return [];
  const userId = userOf(connectionId) ?? (row?.connectionId === connectionId ? row.userId : null);
  if (!userId) return [];
  const nothing = { recordType: null, key: null, revision: null };
  return [{ kind: "TRANSFER_PROGRESSED", userId, connectionId, reference, ...nothing }];
}

function isoOrNull(micros: number | null): string | null {
  return micros === null ? null : isoOfMicros(micros);
}
