/** The histories of connections: what happened to each. What is told again is in it once. */
import { hash as digest } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { canonicalJson } from "../canonical-json.ts";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { WrittenConnection } from "./connection-draft.ts";
import type { HistoryEntry } from "./connection-statement.ts";
import type { SavedChains } from "./save-chains.ts";

type EventRow = {
  connection_id: string;
  at: string;
  id: string;
  kind: string;
  terra_user_id: string;
  details: object;
};

export async function saveHistory(
  db: Kysely<Database>,
  written: readonly WrittenConnection[],
  chains: Pick<SavedChains, "ids" | "refused" | "inferred" | "isWoven">,
): Promise<void> {
  const inferred = inferredEvents(chains);
  const events = [...written.flatMap((one) => statedEvents(one, chains)), ...inferred, ...moves(written)];
  // Asked at once: the commit may go out behind them.
  await Promise.all([
    chains.isWoven ? removeDisproved(db, written, inferred) : null,
    events.length > 0 ? insertEvents(db, events) : null,
  ]);
}

async function insertEvents(db: Kysely<Database>, events: readonly EventRow[]): Promise<void> {
  await sql`
    insert into connection_events (connection_id, at, id, kind, terra_user_id, details)
    select connection_id, at, id, kind, terra_user_id, details
      from json_populate_recordset(null::connection_events, ${JSON.stringify(events)}::json)
    on conflict do nothing`.execute(db);
}

// What followed from the ids that were known may have been said since, or another id have come between.
async function removeDisproved(
  db: Kysely<Database>,
  written: readonly WrittenConnection[],
  inferred: readonly EventRow[],
): Promise<void> {
  await sql`
    delete from connection_events
     where connection_id = any(${written.map(({ draft }) => draft.id)}::uuid[])
       and kind = 'user_reauth' and details @> '{"inferred": true}'
       and id <> all(${inferred.map(({ id }) => id)}::uuid[])`.execute(db);
}

/** An id that is the same for the same entry, whoever tells it, and how often. */
export function entryId(whose: string, { kind, atMicros, details }: HistoryEntry): string {
  const hex = digest("sha256", canonicalJson([whose, kind, atMicros, details]), "hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

function statedEvents({ draft }: WrittenConnection, { refused }: Pick<SavedChains, "refused">): EventRow[] {
  return draft.stated.flatMap(({ statement: { event, terraUserId, link } }) => {
    const why = refused.find((one) => one.link === link)?.why;
    const told = event && why ? { ...event, details: { ...event.details, refused: why } } : event;
    return told ? [rowOf(draft.id, terraUserId, told)] : [];
  });
}

function inferredEvents({ inferred }: Pick<SavedChains, "inferred">): EventRow[] {
  return inferred.map(({ from, to }) =>
    rowOf(to.connectionId, to.terraUserId, {
      kind: "user_reauth",
      atMicros: to.createdMicros ?? 0,
      details: { inferred: true, formerTerraUserId: from.terraUserId },
    }),
  );
}

function moves(written: readonly WrittenConnection[]): EventRow[] {
  return written.flatMap(({ draft: { id, row, terraUserId, receivedMicros, state } }) => {
    if (row === null || row.referenceId === null || row.referenceId === state.referenceId) return [];
    const details = { formerReferenceId: row.referenceId, referenceId: state.referenceId };
    return [rowOf(id, terraUserId, { kind: "reference_change", atMicros: receivedMicros, details })];
  });
}

function rowOf(connectionId: string, terraUserId: string, entry: HistoryEntry): EventRow {
  return {
    connection_id: connectionId,
    at: isoOfMicros(entry.atMicros),
    id: entryId(terraUserId, entry),
    kind: entry.kind,
    terra_user_id: terraUserId,
    details: entry.details,
  };
}
