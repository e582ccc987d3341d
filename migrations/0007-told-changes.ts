/**
 * The second wall around what events are told. Of what is gone, a person's connection among it, only the change itself
 * still says whose it was; of all else it is told what may be read now, under whichever id the connection had then.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // In PL/pgSQL, which keeps its plans: these are asked for each event.
  await createForReaders(
    db,
    "terrarium_connection",
    "uuid",
    sql`return coalesce((select a.connection_id from connection_aliases a where a.id = connection), connection)`,
  );
  // Also of a connection that is somebody else's now, and so not to be seen.
  await createForReaders(
    db,
    "terrarium_provider",
    "text",
    sql`return (select c.provider from connections c where c.id = terrarium_connection(connection))`,
  );
  await sql`drop policy readers on changes`.execute(db);
  await sql`
    create policy readers on changes for select using (
      (select current_setting('terrarium.records', true) = 'all')
      or ((select current_setting('terrarium.records', true) = 'some')
        and (${given("users", "uuid[]")} is null or user_id = any(coalesce(${given("users", "uuid[]")})))
        and (record_type is null or ${given("record_types", "text[]")} is null
          or record_type = any(coalesce(${given("record_types", "text[]")})))
        and case when kind in ('RECORD_DELETED', 'CONNECTION_CHANGED')
          then ${given("providers", "text[]")} is null
            or coalesce(terrarium_provider(connection_id), provider) = any(coalesce(${given("providers", "text[]")}))
          else exists (select from connections c where c.id = terrarium_connection(connection_id)) end))`.execute(
    db,
  );
}

/** Of a connection's id, present or former. It runs as the owner, and so says of connections what readers do not see. */
async function createForReaders(
  db: Kysely<unknown>,
  name: string,
  returns: "uuid" | "text",
  body: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    create function ${sql.raw(name)}(connection uuid) returns ${sql.raw(returns)}
      stable security definer language plpgsql as $$ begin ${body}; end $$`.execute(db);
  await sql`
    do $$ begin
      execute format('alter function ${sql.raw(name)}(uuid) set search_path = %I, pg_temp', current_schema());
      revoke execute on function ${sql.raw(name)}(uuid) from public;
      if exists (select from pg_roles where rolname = 'terrarium_reader') then
        grant execute on function ${sql.raw(name)}(uuid) to terrarium_reader;
      end if;
    end $$`.execute(db);
}

function given(setting: string, type: "uuid[]" | "text[]"): RawBuilder<unknown> {
  return sql`(select nullif(current_setting(${sql.lit(`terrarium.${setting}`)}, true), '')::${sql.raw(type)})`;
}
