/** The rows of connections, written set by set. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { Draft, WrittenConnection } from "./connection-draft.ts";
import { storedFacts } from "./stored-facts.ts";

export async function insertConnections(
  db: Kysely<Database>,
  written: readonly WrittenConnection[],
): Promise<void> {
  if (written.length === 0) return;
  await sql`
    insert into connections (id, user_id, terra_user_id, provider, status, status_since, scopes, reference_id, dev_id,
                             notice, facts, last_data_at)
    select id, user_id, terra_user_id, provider, status, status_since, scopes, reference_id, dev_id,
           notice, facts, last_data_at
      from json_populate_recordset(null::connections, ${JSON.stringify(written.map(rowOf))}::json)`.execute(
    db,
  );
}

export async function updateConnections(
  db: Kysely<Database>,
  written: readonly WrittenConnection[],
): Promise<void> {
  const changed = written.filter(({ saved }) => saved.changed);
  const heard = written.filter(({ saved }) => !saved.changed);
  await Promise.all([updateShown(db, changed), updateHeard(db, heard)]);
}

async function updateShown(db: Kysely<Database>, written: readonly WrittenConnection[]): Promise<void> {
  if (written.length === 0) return;
  await sql`
    update connections c
       set user_id = d.user_id, terra_user_id = d.terra_user_id, provider = d.provider, status = d.status,
           status_since = d.status_since, scopes = d.scopes, reference_id = d.reference_id, dev_id = d.dev_id,
           notice = d.notice, facts = d.facts, last_data_at = d.last_data_at
      from json_populate_recordset(null::connections, ${JSON.stringify(written.map(rowOf))}::json) d
     where c.id = d.id`.execute(db);
}

// Nearly every delivery ends here: nothing that is shown changed but when data came.
async function updateHeard(db: Kysely<Database>, written: readonly WrittenConnection[]): Promise<void> {
  if (written.length === 0) return;
  const drafts = written.map(({ draft }) => draft);
  await sql`
    update connections c set dev_id = d.dev_id, facts = d.facts, last_data_at = d.last_data_at
      from unnest(${drafts.map(({ id }) => id)}::uuid[], ${drafts.map(({ devId }) => devId)}::text[],
        ${drafts.map(({ facts }) => JSON.stringify(storedFacts(facts)))}::json[],
        ${drafts.map(({ lastDataMicros }) => instantOf(lastDataMicros))}::timestamptz[]) as d (id, dev_id, facts, last_data_at)
     where c.id = d.id`.execute(db);
}

/** What was joined with another goes, and what it was known by leads to that. Its records are moved by themselves. */
export async function removeJoined(
  db: Kysely<Database>,
  written: readonly WrittenConnection[],
): Promise<void> {
  const joined = written.flatMap(({ draft }) => draft.joined.map((row) => ({ from: row.id, to: draft.id })));
  if (joined.length === 0) return;
  const pairs = sql`unnest(${joined.map(({ from }) => from)}::uuid[], ${joined.map(({ to }) => to)}::uuid[]) as j (old, new)`;
  await sql`update connection_events e set connection_id = j.new from ${pairs} where e.connection_id = j.old`.execute(
    db,
  );
  await sql`update connection_aliases a set connection_id = j.new from ${pairs} where a.connection_id = j.old`.execute(
    db,
  );
  await sql`insert into connection_aliases (id, connection_id) select old, new from ${pairs}`.execute(db);
  await sql`delete from connections c using ${pairs} where c.id = j.old`.execute(db);
}

function rowOf({ draft, saved }: WrittenConnection) {
  const { state, receivedMicros } = draft;
  return {
    id: draft.id,
    user_id: saved.userId,
    terra_user_id: draft.terraUserId,
    provider: state.provider,
    status: state.status,
    status_since: statusSince(draft) ?? isoOfMicros(receivedMicros),
    scopes: state.scopes,
    reference_id: state.referenceId,
    dev_id: draft.devId,
    notice: state.notice,
    facts: storedFacts(draft.facts),
    last_data_at: instantOf(draft.lastDataMicros),
  };
}

function instantOf(micros: number | null): string | null {
  return micros === null ? null : isoOfMicros(micros);
}

// Since when the newest id is in its status: what befell an older one is over, however long ago it was.
function statusSince({ row, joined, state, terraUserId }: Draft): string | null {
  const before = [row, ...joined].find((one) => one?.terraUserId === terraUserId);
  return before?.status === state.status ? before.statusSince : null;
}
