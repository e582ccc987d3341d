/** Whatever a viewer is narrowed to: the policy by itself and PostgreSQL by itself let the same rows through. */
import fc from "fast-check";
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  mayReadChange,
  mayReadConnection,
  mayReadDelivery,
  mayReadTransfer,
  mayReadType,
  mayReadUser,
} from "../../src/access/policy.ts";
import { settingsOfViewer } from "../../src/access/settings-of-viewer.ts";
import { ADMIN, type Reach, type Scope, type Viewer } from "../../src/access/viewer.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { ChangeKind } from "../../src/feed/change.ts";
import { RecordType } from "../../src/records/health-record.ts";
import { definitionOf } from "../../src/records/record-types.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

let database: TestDatabase;
let pool: pg.Pool;
let db: Kysely<Database>;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool(database.url, { max: 1, applicationName: "two walls", log: () => {} });
  db = openDatabase<Database>(pool);
});

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const NAMES = ["ada", "bob", "','x'); --", "{ada}", 'ada,"bob"', "\\", "a\nb", "😀"];
const PROVIDERS = ["GARMIN", "OURA", "garmin", "{GARMIN,OURA}", "GAR'MIN", "\\"];
const TYPES = Object.values(RecordType);

type World = {
  users: { id: string; referenceId: string | null }[];
  /** Each was once known by another id, see `formerIdOf`. */
  connections: { id: string; user: number; provider: string }[];
  records: { connection: number; type: RecordType; key: string }[];
  /** Some came by no connection that is known. */
  deliveries: { id: string; type: string | null; connection: number | null }[];
  transfers: { reference: string; connection: number | null }[];
  /** Some are of a connection that was erased, which was of this provider. */
  changes: {
    key: string;
    kind: ChangeKind;
    user: number;
    type: RecordType;
    connection: number | null;
    byFormerId: boolean;
    erasedProvider: string;
  }[];
};

// Unique, and in an order that says nothing.
const uuid = fc.uuid({ version: 4 });
const place = fc.nat({ max: 1_000 });
const eventTypes = [...TYPES.map((type) => type.toLowerCase()), "lab_report.completed", "auth", "dailyx"];

const anyWorld: fc.Arbitrary<World> = fc.record({
  users: fc
    .uniqueArray(fc.record({ id: uuid, referenceId: fc.option(fc.constantFrom(...NAMES)) }), {
      minLength: 1,
      maxLength: 5,
      selector: ({ id, referenceId }) => referenceId ?? id,
    })
    .filter((users) => new Set(users.map(({ id }) => id)).size === users.length),
  connections: fc.uniqueArray(fc.record({ id: uuid, user: place, provider: fc.constantFrom(...PROVIDERS) }), {
    minLength: 1,
    maxLength: 6,
    selector: ({ id }) => id,
  }),
  records: fc.uniqueArray(fc.record({ connection: place, type: fc.constantFrom(...TYPES), key: uuid }), {
    maxLength: 12,
    selector: ({ key }) => key,
  }),
  deliveries: fc.uniqueArray(
    fc.record({ id: uuid, type: fc.option(fc.constantFrom(...eventTypes)), connection: fc.option(place) }),
    { maxLength: 8, selector: ({ id }) => id },
  ),
  transfers: fc.uniqueArray(fc.record({ reference: uuid, connection: fc.option(place) }), {
    maxLength: 4,
    selector: ({ reference }) => reference,
  }),
  changes: fc.uniqueArray(
    fc.record({
      key: uuid,
      kind: fc.constantFrom(...Object.values(ChangeKind)),
      user: place,
      type: fc.constantFrom(...TYPES),
      connection: fc.option(place),
      byFormerId: fc.boolean(),
      erasedProvider: fc.constantFrom(...PROVIDERS),
    }),
    { maxLength: 10, selector: ({ key }) => key },
  ),
});

const anyScopes = fc.constantFrom<Scope[]>(["READ"], ["ADMIN"], ["OPERATE"], ["READ", "OPERATE"]);

/** Of the users, those at these places; of the app's keys, some that nobody has, too. */
const anyReach = fc.record({
  people: fc.option(
    fc.record({
      places: fc.array(place, { maxLength: 2 }),
      referenceIds: fc.subarray(NAMES, { maxLength: 3 }),
    }),
  ),
  providers: fc.option(fc.subarray(PROVIDERS, { maxLength: 3 })),
  recordTypes: fc.option(fc.subarray(TYPES, { maxLength: 6 })),
});

/** Ids that no other row has: of other versions than those. */
const formerIdOf = (connection: string) => `${connection.slice(0, 14)}5${connection.slice(15)}`;
const erasedIdOf = (key: string) => `${key.slice(0, 14)}6${key.slice(15)}`;

function at<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item;
}

function viewerOf(world: World, scopes: readonly Scope[], reach: ReachMade): Viewer {
  const people = reach.people && {
    userIds: reach.people.places.map((place) => at(world.users, place).id),
    referenceIds: reach.people.referenceIds,
  };
  return { ...ADMIN, kind: "READER", id: "key:x", scopes, reach: { ...reach, people } };
}

type ReachMade = Omit<Reach, "people"> & {
  people: { places: number[]; referenceIds: string[] } | null;
};

/** What is seen, as texts that name each row. */
type Seen = Record<"users" | "connections" | "records" | "deliveries" | "transfers" | "changes", string[]>;

function byHand(world: World, { scopes, reach }: Viewer): Seen {
  const { people, providers, recordTypes } = reach;
  const reads = scopes.includes("READ") || scopes.includes("ADMIN");
  const operates = scopes.includes("OPERATE") || scopes.includes("ADMIN");
  const isAll = people === null && providers === null && recordTypes === null;
  const isPerson = ({ id, referenceId }: World["users"][number]) =>
    people === null ||
    people.userIds.includes(id) ||
    (referenceId !== null && people.referenceIds.includes(referenceId));
  const isOne = ({ user, provider }: World["connections"][number]) =>
    isPerson(at(world.users, user)) && (providers === null || providers.includes(provider));
  const isOfOne = (place: number | null) => (place === null ? isAll : isOne(at(world.connections, place)));
  const isType = (type: string) => recordTypes === null || recordTypes.some((one) => one === type);
  const users = world.users.filter(
    (user) =>
      isPerson(user) &&
      (providers === null ||
        world.connections.some(
          (one) => at(world.users, one.user) === user && providers.includes(one.provider),
        )),
  );
  const deliveries = world.deliveries.filter(
    ({ type, connection }) =>
      isOfOne(connection) &&
      (recordTypes === null || isType((type ?? "").split(".")[0]?.toUpperCase() ?? "")),
  );
  return {
    users: named(users.map(({ id }) => id)),
    connections: named(world.connections.filter(isOne).map(({ id }) => id)),
    records: named(
      world.records
        .filter(({ connection, type }) => reads && isOfOne(connection) && isType(type))
        .map(({ key }) => key),
    ),
    deliveries: named(operates ? deliveries.map(({ id }) => id) : []),
    transfers: named(
      world.transfers
        .filter(({ connection }) => reads && isOfOne(connection))
        .map(({ reference }) => reference),
    ),
    changes: named(
      world.changes
        .filter(({ kind, user, type, connection, erasedProvider }) => {
          const now = connection === null ? null : at(world.connections, connection);
          const isGone = kind === "RECORD_DELETED" || kind === "CONNECTION_CHANGED";
          const isOfProvider = providers === null || providers.includes(now?.provider ?? erasedProvider);
          return (
            reads &&
            (isAll ||
              (isPerson(at(world.users, user)) &&
                (!kind.startsWith("RECORD") || isType(type)) &&
                (isGone ? isOfProvider : now !== null && isOne(now))))
          );
        })
        .map(({ key }) => key),
    ),
  };
}

function named(rows: readonly string[]): string[] {
  return [...rows].sort();
}

async function make(tx: Transaction<Database>, world: World): Promise<void> {
  const connectionAt = (place: number | null) => (place === null ? null : at(world.connections, place).id);
  for (const { id, referenceId } of world.users)
    await sql`insert into users (id, reference_id) values (${id}, ${referenceId})`.execute(tx);
  for (const { id, user, provider } of world.connections)
    await sql`
      with made as (insert into connections (id, user_id, terra_user_id, provider)
                    values (${id}, ${at(world.users, user).id}, ${id}, ${provider}))
      insert into connection_aliases (id, connection_id) values (${formerIdOf(id)}, ${id})`.execute(tx);
  for (const { connection, type, key } of world.records)
    await sql`
      insert into ${sql.table(definitionOf(type).table)}
        (connection_id, key, deleted, terra_user_id, arrived_at, delivery_id, tie)
      values (${connectionAt(connection)}, ${key}, false, 'terra', now(), gen_random_uuid(), '[null, null, ""]')`.execute(
      tx,
    );
  for (const { id, type, connection } of world.deliveries)
    await sql`
      insert into deliveries (received_at, id, type, state, connection_id, headers, hash, secret, bytes, encoding, body)
      values (now(), ${id}, ${type}, 'APPLIED', ${connectionAt(connection)}, '{}', '', 0, 0, 0, '')`.execute(
      tx,
    );
  for (const { reference, connection } of world.transfers)
    await sql`
      insert into transfers (reference, connection_id, status, received, quiet_since, started_at, updated_at)
      values (${reference}, ${connectionAt(connection)}, 'SENDING', 0, now(), now(), now())`.execute(tx);
}

async function makeChanges(tx: Transaction<Database>, world: World): Promise<void> {
  for (const { key, kind, user, type, connection, byFormerId, erasedProvider } of world.changes) {
    const now = connection === null ? null : at(world.connections, connection);
    const id = now === null ? erasedIdOf(key) : byFormerId ? formerIdOf(now.id) : now.id;
    const isOfRecord = kind.startsWith("RECORD");
    await sql`
      insert into changes (kind, user_id, connection_id, record_type, key, revision, reference, provider)
      values (${kind}, ${at(world.users, user).id}, ${id}, ${isOfRecord ? type : null}, ${key}, 1, ${key},
              ${now === null ? erasedProvider : null})`.execute(tx);
  }
}

type Conditions = Record<
  "users" | "connections" | "deliveries" | "transfers" | "changes",
  RawBuilder<unknown>
> & {
  records: RawBuilder<unknown>;
  isType: (type: RecordType) => boolean;
};

const yes = sql`true`;
const NO_CONDITIONS: Conditions = {
  ...{ users: yes, connections: yes, deliveries: yes, transfers: yes, records: yes, changes: yes },
  isType: () => true,
};

// What the policy forbids altogether is nothing.
function conditionsOf(viewer: Viewer): Conditions {
  const orNothing = (condition: () => RawBuilder<unknown>) => {
    try {
      return condition();
    } catch {
      return sql`false`;
    }
  };
  return {
    users: orNothing(() => mayReadUser(viewer, "users")),
    connections: orNothing(() => mayReadConnection(viewer, "c")),
    records: orNothing(() => mayReadConnection(viewer, "c")),
    deliveries: mayReadDelivery(viewer),
    transfers: orNothing(() => mayReadTransfer(viewer, "c")),
    changes: orNothing(() => mayReadChange(viewer, "ch", "c")),
    isType: (type) => mayReadType(viewer, type),
  };
}

async function seenAs(tx: Transaction<Database>, settings: readonly string[], by: Conditions): Promise<Seen> {
  const names = async (statement: RawBuilder<{ name: string }>) =>
    named((await statement.execute(tx)).rows.map(({ name }) => name));
  await sql.raw("set local role terrarium_reader").execute(tx);
  if (settings.length > 0) await sql.raw(`select ${settings.join(", ")}`).execute(tx);
  const records = TYPES.filter(by.isType).map(
    (type) => sql`select r.key as name, r.connection_id from ${sql.table(definitionOf(type).table)} r`,
  );
  const seen = {
    users: await names(sql`select id as name from users where ${by.users}`),
    connections: await names(sql`select c.id as name from connections c where ${by.connections}`),
    records:
      records.length === 0
        ? []
        : await names(
            sql`select r.name from (${sql.join(records, sql` union all `)}) r join connections c on c.id = r.connection_id where ${by.records}`,
          ),
    deliveries: await names(sql`select id as name from deliveries where ${by.deliveries}`),
    transfers: await names(
      sql`select t.reference as name from transfers t left join connections c on c.id = t.connection_id where ${by.transfers}`,
    ),
    changes: await names(sql`
      select ch.key as name from changes ch
        left join connections c on c.id = terrarium_connection(ch.connection_id) where ${by.changes}`),
  };
  await sql.raw("reset role").execute(tx);
  return seen;
}

class RolledBack extends Error {}

test("the policy without row security, row security without the policy, and both show what a viewer may see", async () => {
  const runs = { operator: 0, seen: 0, unseen: 0, told: 0, untold: 0 };
  const property = fc.asyncProperty(anyWorld, anyScopes, anyReach, async (world, scopes, reach) => {
    const viewer = viewerOf(world, scopes, reach);
    const wanted = byHand(world, viewer);
    const walls = db.transaction().execute(async (tx) => {
      await make(tx, world);
      await makeChanges(tx, world);
      const row = await seenAs(tx, settingsOfViewer(viewer, true), NO_CONDITIONS);
      const policy = await seenAs(tx, settingsOfViewer(viewer, false), conditionsOf(viewer));
      // An operator counts connections, which the policy keeps from them all the same.
      const isOperator = scopes.length === 1 && scopes[0] === "OPERATE";
      expect({ row }).toEqual({ row: wanted });
      const told = isOperator ? { ...wanted, users: [], connections: [] } : wanted;
      expect({ policy }).toEqual({ policy: told });
      // What one looks up for its condition, the other must not hide from it.
      const both = await seenAs(tx, settingsOfViewer(viewer, true), conditionsOf(viewer));
      expect({ both }).toEqual({ both: told });
      runs.operator += Number(isOperator);
      runs.seen += wanted.records.length;
      runs.unseen += world.records.length - wanted.records.length;
      runs.told += wanted.changes.length;
      runs.untold += world.changes.length - wanted.changes.length;
      throw new RolledBack();
    });
    await expect(walls).rejects.toBeInstanceOf(RolledBack);
  });
  await fc.assert(property, { numRuns: 250 });
  // The worlds were worth trying.
  for (const count of Object.values(runs)) expect(count).toBeGreaterThan(10);
}, 60_000);
