/**
 * The second wall around what events are told. Of what is gone, a person's connection among it, only the change itself
 * still says whose it was; of all else it is told what may be read now, under whichever id the connection had then.
 */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // By which provider something was is known of connections that somebody else has now, who are not to be seen.
  await sql`
    create function terrarium_provider(connection uuid) returns text
      stable security definer language sql as $$
      select provider from connections
       where id = coalesce((select a.connection_id from connection_aliases a where a.id = connection), connection)
    $$`.execute(db);
  await sql`
    do $$ begin
      execute format('alter function terrarium_provider(uuid) set search_path = %I, pg_temp', current_schema());
      revoke execute on function terrarium_provider(uuid) from public;
      if exists (select from pg_roles where rolname = 'terrarium_reader') then
        grant execute on function terrarium_provider(uuid) to terrarium_reader;
      end if;
    end $$`.execute(db);
  await sql`drop policy readers on changes`.execute(db);
  await sql`
    create policy readers on changes for select using (
      (select current_setting('terrarium.records', true) = 'all')
      or ((select current_setting('terrarium.records', true) = 'some')
        and (${setting("users", "uuid[]")} is null or user_id = any(coalesce(${setting("users", "uuid[]")})))
        and (record_type is null or ${setting("record_types", "text[]")} is null
          or record_type = any(coalesce(${setting("record_types", "text[]")})))
        and case when kind in ('RECORD_DELETED', 'CONNECTION_CHANGED')
          then ${setting("providers", "text[]")} is null
            or coalesce(terrarium_provider(connection_id), provider) = any(coalesce(${setting("providers", "text[]")}))
          else exists (select from connections c where c.id = coalesce(
            (select a.connection_id from connection_aliases a where a.id = changes.connection_id), changes.connection_id))
        end))`.execute(db);
}

function setting(name: string, type: "uuid[]" | "text[]") {
  return sql`(select nullif(current_setting(${sql.lit(`terrarium.${name}`)}, true), '')::${sql.raw(type)})`;
}
