/** API keys, and the secrets that names and tickets are made with. Readers get none of them. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table secrets (
      name  text primary key,
      value bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    )`.execute(db);
  await sql`insert into secrets (name) values ('names'), ('tickets')`.execute(db);
  await sql`create table spent_tickets (id uuid primary key, expires_at timestamptz not null)`.execute(db);

  await sql`
    create table api_keys (
      id            uuid primary key default gen_random_uuid(),
      name          text not null,
      prefix        text not null,
      hash          bytea not null unique,
      scopes        text[] not null,
      user_ids      uuid[],
      reference_ids text[],
      providers     text[],
      record_types  text[],
      study         text,
      grants        text[] not null default '{}',
      created_at    timestamptz not null default now(),
      expires_at    timestamptz check (isfinite(expires_at)),
      revoked_at    timestamptz check (isfinite(revoked_at)),
      last_used_at  timestamptz,
      version       int not null default 1,
      constraint api_keys_scopes check (
        cardinality(scopes) > 0 and scopes <@ array['ADMIN', 'OPERATE', 'READ', 'ANALYSE']
        and (cardinality(scopes) = 1 or not scopes @> array['ANALYSE'])),
      constraint api_keys_study check ((study is not null) = (scopes @> array['ANALYSE'])),
      constraint api_keys_grants check (
        grants <@ array['IDENTITY', 'PLACE', 'DEVICE'] and (study is not null or cardinality(grants) = 0))
    )`.execute(db);
  await sql`create index api_keys_by_age on api_keys (created_at, id)`.execute(db);

  // Whatever changes a key, by hand too, is another version of it, and is told at the commit.
  await sql`
    create function api_key_version() returns trigger language plpgsql as $$
    begin
      new.version := old.version;
      if to_jsonb(new) - 'last_used_at' <> to_jsonb(old) - 'last_used_at' then
        new.version := old.version + 1;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger api_key_version before update on api_keys
    for each row execute function api_key_version()`.execute(db);
  await sql`
    create function api_key_changed() returns trigger language plpgsql as $$
    begin
      if tg_op = 'TRUNCATE' then
        perform pg_notify('terrarium_keys', '');
      elsif tg_op <> 'UPDATE' or new.version <> old.version then
        perform pg_notify('terrarium_keys', id::text)
           from unnest(array[old.id, new.id]) id where id is not null;
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger api_key_changed after insert or update or delete on api_keys
    for each row execute function api_key_changed()`.execute(db);
  await sql`
    create trigger api_keys_emptied after truncate on api_keys
    for each statement execute function api_key_changed()`.execute(db);

  // Asked by readers, who may not look at keys.
  await sql`
    create function api_key_stands(id uuid, version int) returns boolean
    stable strict parallel safe security definer language sql as $$
      select exists (
        select from api_keys k
         where k.id = $1 and k.version = $2 and k.revoked_at is null
           and (k.expires_at is null or k.expires_at > now()))
    $$`.execute(db);
  await sql`
    do $$ begin
      execute format(
        'alter function api_key_stands(uuid, int) set search_path = %I, pg_temp', current_schema());
      if exists (select from pg_roles where rolname = 'terrarium_reader') then
        revoke all on secrets, spent_tickets, api_keys from terrarium_reader;
        grant execute on function api_key_stands(uuid, int) to terrarium_reader;
      end if;
    end $$`.execute(db);
}
