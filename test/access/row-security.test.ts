/** PostgreSQL lets a reader see what the settings of the transaction say, and nothing without them. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsOfViewer } from "../../src/access/settings-of-viewer.ts";
import { ADMIN, type Reach, type Viewer } from "../../src/access/viewer.ts";
import { openDatabase } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { ReadSession } from "../../src/database/read-session.ts";
import { makePartitions } from "../../src/deliveries/partitions.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { fill } from "./filled.ts";

/** The tables that hold nothing of any person, and that any reader may read. */
const OF_NOBODY = ["healthchecks", "kysely_migration", "kysely_migration_lock"];

let gateway: TestGateway;
let owner: pg.Pool;

beforeAll(async () => {
  gateway = await openTestGateway();
  owner = openTestPool(gateway.databaseUrl, { max: 1 });
  await fill(gateway);
  await owner.query(
    "insert into erased_ids (hash) values ('\\x00'); insert into spent_tickets (id, expires_at) values (gen_random_uuid(), now())",
  );
  await owner.query(
    "insert into api_keys (name, prefix, hash, scopes) values ('a name', 'trk_abcdefgh', '\\x00', '{READ}')",
  );
  const inADay = Date.now() + 30 * 86_400_000;
  await makePartitions(openDatabase<Database>(owner), () => {}, inADay);
  await owner.query(
    "insert into deliveries select (d).* from (select jsonb_populate_record(d, jsonb_build_object('received_at', $1::text, 'id', gen_random_uuid())) as d from deliveries d limit 3) made",
    [new Date(inADay).toISOString()],
  );
});

afterAll(async () => {
  await owner.end();
  await gateway[Symbol.asyncDispose]();
});

type Relation = { name: string; kind: string; isProtected: boolean; isPartition: boolean };

/** Everything that can be selected from. */
async function relations(): Promise<Relation[]> {
  const { rows } = await owner.query<Relation>(
    `select relname as name, relkind as kind, relrowsecurity as "isProtected", relispartition as "isPartition"
       from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
      order by relname`,
  );
  return rows;
}

/** How many rows a reader sees with these settings; null where the reader may not look at all. */
async function seen(relation: string, settings: readonly string[] = []): Promise<number | null> {
  const client = await owner.connect();
  try {
    await client.query("begin read only; set local role terrarium_reader");
    if (settings.length > 0) await client.query(`select ${settings.join(", ")}`);
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${relation}`);
    return rows[0]?.count ?? 0;
  } catch (error) {
    if ((error as pg.DatabaseError).code === "42501") return null;
    throw error;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function stored(relation: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${relation}`);
  return rows[0]?.count ?? 0;
}

describe("every table, partition and view", () => {
  test("has row security, but for those without a person's data", async () => {
    const open = (await relations()).filter(({ isProtected }) => !isProtected);
    expect(open.map(({ name }) => name)).toEqual(OF_NOBODY);
  });

  test("shows no row to a reader without settings, whatever is in it", async () => {
    const held = (await relations()).filter(({ isProtected }) => isProtected);
    expect(held.length).toBeGreaterThan(30);
    expect(held.filter(({ isPartition }) => isPartition).length).toBeGreaterThan(8);
    for (const { name, isPartition } of held) {
      // All days but today and one to come are empty.
      if (!isPartition) expect([name, await stored(name)]).not.toEqual([name, 0]);
      expect([name, (await seen(name)) ?? 0]).toEqual([name, 0]);
    }
  });

  test("shows no row of a partition to whoever asks for it by its name, with all settings", async () => {
    const partitions = (await relations()).filter(({ isPartition }) => isPartition);
    const full = [];
    for (const { name } of partitions) {
      if ((await stored(name)) > 0) full.push(name);
      expect([name, await seen(name, settingsOfViewer(ADMIN, true))]).toEqual([name, 0]);
    }
    expect(full).toHaveLength(2);
    expect(await seen("deliveries", settingsOfViewer(ADMIN, true))).toBe(await stored("deliveries"));
  });

  test("lets readers write nothing", async () => {
    const all = await relations();
    const client = await owner.connect();
    try {
      for (const { name } of all) {
        for (const statement of [`delete from ${name}`, `insert into ${name} default values`]) {
          await client.query("begin; set local role terrarium_reader");
          await expect(client.query(statement), statement).rejects.toMatchObject({ code: "42501" });
          await client.query("rollback");
        }
      }
    } finally {
      client.release();
    }
  });
});

const NOTHING: Reach = { people: null, providers: null, recordTypes: null };

function reader(reach: Partial<Reach>): Viewer {
  return { ...ADMIN, kind: "READER", id: "key:x", scopes: ["READ"], reach: { ...NOTHING, ...reach } };
}

/** What of the tables with people's data is seen by a viewer's settings. */
async function seenBy(viewer: Viewer): Promise<Record<string, number | null>> {
  const counts: Record<string, number | null> = {};
  for (const { name, isProtected, isPartition } of await relations())
    if (isProtected && !isPartition) counts[name] = await seen(name, settingsOfViewer(viewer, true));
  return counts;
}

describe("with a viewer's settings", () => {
  test("an admin sees all people's data, and none of what makes keys and names", async () => {
    const counts = await seenBy(ADMIN);
    const closed = Object.entries(counts).filter(([, count]) => !count);
    expect(Object.fromEntries(closed)).toEqual({
      api_keys: null,
      delivery_keys: 0,
      erased_ids: 0,
      hash_key: null,
      secrets: null,
      spent_tickets: null,
      terra_user_ids: 0,
      terra_user_links: 0,
    });
    for (const [name, count] of Object.entries(counts))
      if (count) expect([name, count]).toEqual([name, await stored(name)]);
  });

  test("whoever may neither read nor operate sees nothing", async () => {
    const counts = await seenBy({ ...reader({}), scopes: [] });
    expect(Object.values(counts).filter(Boolean)).toEqual([]);
  });

  test("an operator sees deliveries and connections, and no records", async () => {
    const counts = await seenBy({ ...reader({}), scopes: ["OPERATE"] });
    const names = Object.keys(counts).filter((name) => counts[name]);
    expect(names).toEqual([
      "connection_aliases",
      "connection_events",
      "connections",
      "deliveries",
      "user_events",
      "users",
    ]);
  });

  const HOSTILE = [
    "','x'); set role postgres; --",
    "x')::text, true), set_config('terrarium.people', 'all', true), ('",
    "'",
    "''",
    "\\",
    "\\'",
    "{ada}",
    "{ada,bob}",
    "ada,bob",
    '"ada"',
    '{"ada"}',
    "ada\nbob",
    "ada\r\nada",
    "$1",
    "$$ada$$",
    "%",
    "😀 ada",
    "null",
    "NULL",
    " ada",
    "",
  ];

  test.each(HOSTILE)("%j as a referenceId or a provider sees nothing and breaks nothing", async (text) => {
    const people = { userIds: [], referenceIds: [text] };
    for (const viewer of [reader({ people }), reader({ providers: [text] })]) {
      const counts = await seenBy(viewer);
      expect(Object.entries(counts).filter(([, count]) => count)).toEqual([]);
    }
  });

  test("people, providers and types whose names are hostile are seen by whoever is narrowed to them", async () => {
    for (const [i, text] of HOSTILE.entries()) {
      if (text === "") continue;
      const client = await owner.connect();
      try {
        await client.query("begin");
        const { rows } = await client.query(
          "insert into users (id, reference_id) values (gen_random_uuid(), $1) returning id",
          [text],
        );
        await client.query(
          "insert into connections (id, user_id, terra_user_id, provider) values (gen_random_uuid(), $1, $2, $3)",
          [rows[0].id, `hostile ${i}`, text],
        );
        const viewer = reader({ people: { userIds: [], referenceIds: [text] }, providers: [text] });
        await client.query("set local role terrarium_reader");
        await client.query(`select ${settingsOfViewer(viewer, true).join(", ")}`);
        expect((await client.query("select reference_id from users")).rows).toEqual([{ reference_id: text }]);
        expect((await client.query("select provider from connections")).rows).toEqual([{ provider: text }]);
      } finally {
        await client.query("rollback");
        client.release();
      }
    }
  });

  test("nothing of one operation is left on its connection for the next", async () => {
    const pool = openTestPool(gateway.databaseUrl, { max: 1 });
    try {
      const source = { pool, takesReaderRole: true, statementTimeoutMs: 5_000, operationTimeoutMs: 5_000 };
      const count = async (viewer: Viewer | null) => {
        await using session = new ReadSession({
          ...source,
          ...(viewer && { viewer: { settings: settingsOfViewer(viewer, true), stands: null } }),
        });
        return (await session.db.selectFrom("dailies").select("key").execute()).length;
      };
      const ada = reader({ people: { userIds: [], referenceIds: ["ada"] } });
      const garmin = reader({ providers: ["GARMIN"] });
      const nights = reader({ recordTypes: ["SLEEP"] });
      const counts = [];
      for (const viewer of [null, ADMIN, null, ada, garmin, nights, null, garmin, ADMIN, reader({}), ada])
        counts.push(await count(viewer));
      expect(counts).toEqual([0, 3, 0, 2, 2, 0, 0, 2, 3, 3, 2]);
      expect(pool.totalCount).toBe(1);
      const { rows } = await pool.query(
        `select current_user <> session_user as "isReader", array(select nullif(current_setting('terrarium.' || name, true), '')
           from unnest(array['people', 'records', 'deliveries', 'users', 'providers', 'record_types']) name) as settings`,
      );
      expect(rows).toEqual([{ isReader: false, settings: [null, null, null, null, null, null] }]);
    } finally {
      await pool.end();
    }
  });
});
