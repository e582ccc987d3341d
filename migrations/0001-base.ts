/** Users, connections, deliveries and the feed; and the role that readers take. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      id           uuid primary key,
      reference_id text unique,
      created_at   timestamptz not null default now()
    )`.execute(db);
  await sql`create index users_by_age on users (created_at, id)`.execute(db);

  await sql`
    create table connections (
      id            uuid primary key,
      user_id       uuid not null references users (id),
      terra_user_id text not null,
      provider      text not null default 'UNKNOWN',
      status        text not null default 'ACTIVE',
      status_since  timestamptz not null default now(),
      scopes        jsonb not null default '[]',
      reference_id  text,
      dev_id        text,
      notice        jsonb,
      facts         json not null default '{"versions":[],"facts":{}}',
      last_data_at  timestamptz,
      created_at    timestamptz not null default now()
    ) with (fillfactor = 70)`.execute(db);
  await sql`create index connections_by_user on connections (user_id, created_at, id)`.execute(db);
  await sql`create index connections_by_age on connections (created_at, id)`.execute(db);

  // Every terraUserId that a connection ever had. Claimed before its connection is made, so that two instances
  // that meet an id at once agree on one connection: hence the key that is checked at commit.
  await sql`
    create table terra_user_ids (
      terra_user_id  text primary key,
      connection_id  uuid not null references connections (id) deferrable initially deferred,
      generation     int not null default 0,
      created_micros int8,
      chain          text
    )`.execute(db);
  await sql`create index terra_user_ids_by_connection on terra_user_ids (connection_id)`.execute(db);
  await sql`create index terra_user_ids_by_chain on terra_user_ids (chain) where chain is not null`.execute(
    db,
  );

  // That one id took the place of another, as Terra said it.
  await sql`
    create table terra_user_links (
      old_id       text not null,
      new_id       text not null,
      clock_micros int8,
      primary key (new_id, old_id)
    )`.execute(db);

  // What connections were known by that turned out to be others.
  await sql`
    create table connection_aliases (
      id            uuid primary key,
      connection_id uuid not null references connections (id)
    )`.execute(db);
  await sql`create index connection_aliases_by_connection on connection_aliases (connection_id)`.execute(db);

  // Of what was erased a keyed hash remains, so that it is not kept again. Readers do not get the key.
  await sql`create table erased_ids (hash bytea primary key, erased_at timestamptz not null default now())`.execute(
    db,
  );
  await sql`
    create table hash_key (
      is_the_one boolean primary key default true check (is_the_one),
      key        bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    )`.execute(db);
  await sql`insert into hash_key default values`.execute(db);
  await sql`
    create function keyed_hash(value text) returns bytea stable language sql as $$
      select sha256(key || sha256(key || convert_to(value, 'UTF8'))) from hash_key
    $$`.execute(db);

  await sql`
    create table connection_events (
      connection_id uuid not null references connections (id),
      at            timestamptz not null,
      id            uuid not null,
      kind          text not null,
      terra_user_id text not null,
      details       jsonb not null default '{}',
      primary key (connection_id, at, id)
    )`.execute(db);

  // What befell a person before there was a connection.
  await sql`
    create table user_events (
      user_id uuid not null references users (id),
      at      timestamptz not null,
      id      uuid not null,
      kind    text not null,
      details jsonb not null default '{}',
      primary key (user_id, at, id)
    )`.execute(db);

  await sql`
    create table deliveries (
      received_at     timestamptz not null,
      id              uuid not null,
      type            text,
      state           text not null,
      error           text,
      notes           jsonb not null default '[]',
      attempts        int not null default 1,
      repeats         int not null default 0,
      reference       text,
      payload         text,
      trace_id        text,
      dev_id          text,
      ordering_micros int8,
      clock_micros    int8,
      terra_user_id   text,
      connection_id   uuid,
      parent_id       uuid,
      next_try_at     timestamptz,
      headers         json not null,
      hash            bytea not null,
      secret          int not null,
      bytes           int not null,
      encoding        smallint not null,
      body            bytea not null,
      primary key (received_at, id)
    ) partition by range (received_at)`.execute(db);
  await sql`alter table deliveries alter column body set storage external`.execute(db);
  await sql`create table deliveries_default partition of deliveries default`.execute(db);
  await sql`
    create index deliveries_unsettled on deliveries (received_at, id) where state in ('PENDING', 'FAILED')
  `.execute(db);

  await sql`
    create index deliveries_due on deliveries (next_try_at) where state = 'PENDING'`.execute(db);
  // Few are fetched: what was, and what it was fetched for, are found by these.
  await sql`
    create index deliveries_by_parent on deliveries (parent_id) where parent_id is not null`.execute(db);
  await sql`
    create index deliveries_with_payload on deliveries (id) where type in ('s3_payload', 's3_upload')`.execute(
    db,
  );

  // A transfer is counted by what came with its reference. By its hash, since a header may be longer than an entry of
  // a tree.
  await sql`
    create index deliveries_by_reference on deliveries using hash (reference) where reference is not null`.execute(
    db,
  );

  // What tells a duplicate. Not partitioned, so that the key is unique over all time.
  await sql`
    create table delivery_keys (
      hash        bytea not null,
      trace_id    text not null,
      received_at timestamptz not null,
      delivery_id uuid not null,
      primary key (hash, trace_id)
    )`.execute(db);

  await sql`
    create table changes (
      seq           int8 generated always as identity primary key,
      at            timestamptz not null default clock_timestamp(),
      kind          text not null,
      user_id       uuid not null,
      connection_id uuid not null,
      record_type   text,
      key           text,
      revision      int,
      reference     text
    )`.execute(db);
  await sql`create index changes_by_user on changes (user_id, seq)`.execute(db);

  // A statement trigger runs before any row's seq is drawn, and the lock lasts to the commit: so seq order is commit
  // order, on every instance, and a reader that asks for seq > cursor never skips a change.
  await sql`
    create function changes_in_commit_order() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(7283640127);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger changes_in_commit_order before insert on changes
    for each statement execute function changes_in_commit_order()`.execute(db);

  // A login that may not make roles reads through DATABASE_READ_URL instead.
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'terrarium_reader') then
        create role terrarium_reader nologin;
      end if;
      execute format('grant terrarium_reader to %I', current_user);
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end $$`.execute(db);
  await sql`
    do $$ begin
      if exists (select from pg_roles where rolname = 'terrarium_reader') then
        execute format('grant usage on schema %I to terrarium_reader', current_schema());
        execute format('grant select on all tables in schema %I to terrarium_reader', current_schema());
        execute format('alter default privileges in schema %I grant select on tables to terrarium_reader', current_schema());
        revoke select on hash_key from terrarium_reader;
      end if;
    end $$`.execute(db);
}
