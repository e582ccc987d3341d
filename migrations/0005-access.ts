import { type Kysely, sql } from "kysely";
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table secrets (name text primary key, value bytea not null)`.execute(db);
  await sql`insert into secrets select name, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) from unnest(array['names','tickets']) name`.execute(
    db,
  );
  await sql`create table spent_tickets (id uuid primary key, expires_at timestamptz not null)`.execute(db);
  await sql`create table api_keys (id uuid primary key, version int not null default 1)`.execute(db);
  await sql`create function api_key_stands(id uuid, version int) returns boolean stable security definer language sql as $$ select exists(select from api_keys k where k.id = $1 and k.version = $2) $$`.execute(
    db,
  );
}
