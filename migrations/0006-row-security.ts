/**
 * The second wall: whoever is not the owner of the tables sees of people's data what the settings of the transaction
 * say, and nothing without them. The first is the policy of the reading code; this one is there for its mistakes.
 *
 * `terrarium.people`, `terrarium.records` and `terrarium.deliveries` are `all`, `some` or absent. Of `some`,
 * `terrarium.users`, `terrarium.providers` and `terrarium.record_types` say which, each an array as text, all where
 * one is absent. Each is read once a statement, hence the subqueries.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";

const RECORDS: Record<string, string> = {
  activities: "ACTIVITY",
  athletes: "ATHLETE",
  bodies: "BODY",
  dailies: "DAILY",
  health_observations: "HEALTH_OBSERVATION",
  hormones: "HORMONE",
  lab_reports: "LAB_REPORT",
  menstruations: "MENSTRUATION",
  nutritions: "NUTRITION",
  planned_workouts: "PLANNED_WORKOUT",
  sleeps: "SLEEP",
};

/** What no reader reads: without a policy, there is nothing to see. */
const CLOSED = [
  "terra_user_ids",
  "terra_user_links",
  "erased_ids",
  "hash_key",
  "delivery_keys",
  "secrets",
  "api_keys",
  "spent_tickets",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  // Readers may not read users before their settings say which: this says which those are.
  await sql`
    create function terrarium_users(ids uuid[], reference_ids text[]) returns uuid[]
      stable security definer language sql as $$
      select array(select id from users where id = any(ids) or reference_id = any(reference_ids))
    $$`.execute(db);
  await sql`
    do $$ begin
      execute format('alter function terrarium_users(uuid[], text[]) set search_path = %I, pg_temp', current_schema());
      -- Whoever may call it finds out who is who.
      revoke execute on function terrarium_users(uuid[], text[]) from public;
      if exists (select from pg_roles where rolname = 'terrarium_reader') then
        grant execute on function terrarium_users(uuid[], text[]) to terrarium_reader;
      end if;
    end $$`.execute(db);

  // Of a connection that was erased, by which of the providers it was: who sees one provider's data alone has to be told
  // of what went of that, and of nothing else.
  await sql`alter table changes add column provider text`.execute(db);

  // Whoever sees some providers' data alone sees who has a connection of these, as the connections' own policy says.
  await protect(
    db,
    "users",
    some(
      "people",
      sql`${oneOf("users", sql`users.id`)} and (${given("providers")} is null
        or exists (select from connections c where c.user_id = users.id))`,
    ),
  );
  await protect(
    db,
    "connections",
    some("people", sql`${oneOf("users", sql`user_id`)} and ${oneOf("providers", sql`provider`)}`),
  );
  await protect(db, "connection_aliases", some("people", ofConnection));
  await protect(db, "connection_events", some("people", ofConnection));
  await protect(
    db,
    "user_events",
    // They are of some provider each, and do not say of which.
    some(
      "people",
      sql`${given("providers")} is null and exists (select from users u where u.id = user_events.user_id)`,
    ),
  );
  await protect(db, "transfers", some("records", ofConnection));
  await protect(
    db,
    "changes",
    some(
      "records",
      sql`(record_type is null or ${oneOf("record_types", sql`record_type`)}) and ${ofConnection}`,
    ),
  );
  for (const [table, type] of Object.entries(RECORDS)) {
    const isOfType = oneOf("record_types", sql.lit(type));
    await protect(db, table, some("records", sql`${isOfType} and ${ofConnection}`));
  }
  // Series are kept under Terra's word for the type, which is ours in small letters.
  const isOfSeriesType = oneOf("record_types", sql`upper(type)`);
  await protect(db, "series", some("records", sql`${isOfSeriesType} and ${ofConnection}`));
  // A type of event is that of its records, or begins with it, as `lab_report.completed`.
  const isOfEventType = oneOf("record_types", sql`upper(split_part(type, '.', 1))`);
  await protect(db, "deliveries", some("deliveries", sql`${isOfEventType} and ${ofConnection}`));
  await closePartitions(db);
  for (const table of CLOSED) await protect(db, table, null);
}

// A connection that may be read, which its own policy decides.
const ofConnection = sql`exists (select from connections c where c.id = connection_id)`;

async function protect(
  db: Kysely<unknown>,
  table: string,
  isSeen: RawBuilder<unknown> | null,
): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
  if (isSeen)
    await sql`create policy readers on ${sql.table(table)} for select using (${isSeen})`.execute(db);
}

function some(what: string, isOne: RawBuilder<unknown>): RawBuilder<unknown> {
  const is = (value: string) =>
    sql`(select current_setting(${sql.lit(`terrarium.${what}`)}, true) = ${sql.lit(value)})`;
  return sql`${is("all")} or (${is("some")} and ${isOne})`;
}

function oneOf(setting: string, value: RawBuilder<unknown>): RawBuilder<unknown> {
  // Bare, the subquery would be rows to compare with, and not an array.
  return sql`(${given(setting)} is null or ${value} = any(coalesce(${given(setting)})))`;
}

function given(setting: string): RawBuilder<unknown> {
  const type = setting === "users" ? sql`uuid[]` : sql`text[]`;
  return sql`(select nullif(current_setting(${sql.lit(`terrarium.${setting}`)}, true), '')::${type})`;
}

// Their rows are read through the table that they are parts of, by its policy.
async function closePartitions(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ declare part regclass; begin
      for part in select inhrelid::regclass from pg_inherits where inhparent = 'deliveries'::regclass loop
        execute format('alter table %s enable row level security', part);
      end loop;
    end $$`.execute(db);
}
