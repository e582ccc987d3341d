/** The lists of records as clients ask for them. */
import { isObjectType } from "graphql";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { openReader, type Reader } from "./read-operation.ts";
import {
  type ConnectionMade,
  insertRecords,
  insertSeries,
  insertUsers,
  type RowMade,
} from "./record-rows.ts";

let reader: Reader;

beforeAll(async () => {
  reader = await openReader();
});

beforeEach(async () => {
  const tables = [
    ...recordDefinitions.map(({ table }) => table),
    "series",
    "deliveries",
    "connections",
    "users",
  ];
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} cascade`.execute(reader.db);
});

afterAll(() => reader[Symbol.asyncDispose]());

function record(
  type: RowMade["type"],
  connection: ConnectionMade,
  date: string,
  metrics: RowMade["metrics"] = {},
): RowMade {
  const [start, end] =
    type === "ATHLETE" ? [null, null] : [`${date}T00:00:00.000000+01:00`, `${date}T23:59:59.999999+01:00`];
  const localDate = type === "ATHLETE" ? null : date;
  return {
    type,
    connectionId: connection.id,
    key: localDate ?? "athlete",
    start,
    end,
    localDate,
    deleted: false,
    metrics,
  };
}

async function fill(users: number): Promise<ConnectionMade[]> {
  const connections = await insertUsers(reader.db, users, 2);
  for (const connection of connections) {
    const dates = ["2026-01-13", "2026-01-14", "2026-01-15"];
    await insertRecords(
      reader.db,
      dates.map((date, i) => record("DAILY", connection, date, { steps: 1000 + i })),
    );
    const sleep = record("SLEEP", connection, "2026-01-15");
    await insertRecords(reader.db, [sleep, record("ATHLETE", connection, "")]);
    await insertSeries(reader.db, sleep, "HEART_RATE", {
      length: 2,
      columns: [
        {
          name: "timestamp",
          kind: "time",
          texts: ["2026-01-15T01:00:00.000000+01:00", "2026-01-15T01:00:30.000000+01:00"],
        },
        { name: "bpm", kind: "number", numbers: [50, 51] },
      ],
    });
  }
  return connections;
}

const nested = `{
  users(first: 50) {
    nodes {
      connections { dailies(first: 7) { nodes { steps } totalCount } }
      sleeps(first: 3) { nodes { localDate series { name } } }
      healthRecords(first: 4) { edges { node { startTime ... on Daily { steps } ... on Athlete { type } } } }
    }
  }
}`;

test("asks the database as often for 50 users as for one", async () => {
  await fill(1);
  const few = await reader.ask(nested);
  expect(few.errors).toBeUndefined();
  await fill(49);
  const many = await reader.ask(nested);
  expect(many.errors).toBeUndefined();
  expect(many.statements.length).toBe(few.statements.length);
  // users; their connections, sleeps and records; the dailies, their count, the series; the steps of the records.
  expect(many.statements.filter((text) => text.trimStart().startsWith("select"))).toHaveLength(8);
  const users = (many.data as { users: { nodes: unknown[] } }).users.nodes;
  const startTime = "2026-01-15T00:00:00.000000+01:00";
  expect(users).toHaveLength(50);
  expect(users[49]).toEqual({
    connections: Array(2).fill({
      dailies: { nodes: [{ steps: 1002 }, { steps: 1001 }, { steps: 1000 }], totalCount: 3 },
    }),
    sleeps: { nodes: Array(2).fill({ localDate: "2026-01-15", series: [{ name: "HEART_RATE" }] }) },
    healthRecords: {
      edges: [{}, {}, { steps: 1002 }, { steps: 1002 }].map((own) => ({ node: { startTime, ...own } })),
    },
  });
});

test("reads the columns that fragments, aliases and edges ask for, and no others", async () => {
  const [connection] = await insertUsers(reader.db, 1, 1);
  if (!connection) throw new Error("no connection was made");
  await insertRecords(reader.db, [
    record("DAILY", connection, "2026-01-15", { steps: 5, distanceMeters: 7.5, uploadTypeCode: 1 }),
  ]);
  const { data, errors, statements } = await reader.ask(`
    query { dailies { edges { cursor node { ...Moved when: startTime } } nodes { ... on HealthRecord { revision } uploadType uploadTypeCode } } }
    fragment Moved on Daily { far: distanceMeters }
  `);
  expect(errors).toBeUndefined();
  expect(data?.["dailies"]).toEqual({
    edges: [{ cursor: expect.any(String), node: { far: 7.5, when: "2026-01-15T00:00:00.000000+01:00" } }],
    nodes: [{ revision: 1, uploadType: "AUTOMATIC", uploadTypeCode: 1 }],
  });
  expect(statements).toHaveLength(1);
  expect(statements[0]).not.toContain("steps");
});

test("counts only when asked", async () => {
  await fill(2);
  expect((await reader.ask("{ dailies(first: 1) { nodes { steps } } }")).statements.join()).not.toContain(
    "count",
  );
  const { data } = await reader.ask(
    "{ dailies(first: 1) { totalCount pageInfo { hasNextPage } } healthRecords { totalCount } }",
  );
  expect(data).toEqual({
    dailies: { totalCount: 12, pageInfo: { hasNextPage: true } },
    healthRecords: { totalCount: 20 },
  });
});

test("goes on behind a cursor, and refuses another list's", async () => {
  const [connection] = await fill(1);
  if (!connection) throw new Error("no connection was made");
  const page = "nodes { localDate } pageInfo { hasNextPage endCursor }";
  const list = `query ($after: String, $order: Order) { dailies(days: { from: "2026-01-14" }, first: 3, order: $order, after: $after) { ${page} } }`;
  const first = (await reader.ask(list)).data?.["dailies"] as {
    nodes: unknown[];
    pageInfo: { endCursor: string };
  };
  expect(first).toMatchObject({ pageInfo: { hasNextPage: true } });
  const second = await reader.ask(list, { after: first.pageInfo.endCursor });
  expect(second.data?.["dailies"]).toMatchObject({
    nodes: [{ localDate: "2026-01-14" }],
    pageInfo: { hasNextPage: false },
  });
  const wrong = await reader.ask(list, { after: first.pageInfo.endCursor, order: "OLDEST_FIRST" });
  expect(wrong.errors?.[0]?.originalError).toMatchObject({ code: "BAD_USER_INPUT" });
});

test("filters by users, connections and types; an id that is none finds nothing", async () => {
  const [connection] = await fill(2);
  if (!connection) throw new Error("no connection was made");
  const { data } = await reader.ask(
    "{ dailies(first: 1) { nodes { user { id } connection { id provider } } } }",
  );
  const [{ user, connection: made }] = (
    data as { dailies: { nodes: [{ user: { id: string }; connection: { id: string } }] } }
  ).dailies.nodes;
  const query = `query ($users: [ID!], $connections: [ID!], $types: [RecordType!]) {
    healthRecords(userIds: $users, connectionIds: $connections, types: $types) { totalCount nodes { type user { id } provider } } }`;
  const own = await reader.ask(query, { users: [user.id], connections: [made.id], types: ["DAILY"] });
  const daily = { type: "DAILY", user, provider: "GARMIN" };
  expect(own.data?.["healthRecords"]).toEqual({ totalCount: 3, nodes: [daily, daily, daily] });
  for (const none of [{ users: [made.id] }, { users: ["x"] }, { connections: [] }, { types: [] }]) {
    expect((await reader.ask(query, none)).data?.["healthRecords"]).toEqual({ totalCount: 0, nodes: [] });
  }
});

test("finds a record by its id, with what it leads to", async () => {
  await fill(1);
  await sql`
    insert into deliveries (received_at, id, type, state, headers, hash, secret, bytes, encoding, body)
    select arrived_at, delivery_id, 'sleep', 'APPLIED', '{}', '', 0, 7, 0, '' from sleeps`.execute(reader.db);
  const { data } = await reader.ask("{ sleeps(first: 1) { nodes { id } } }");
  const [{ id }] = (data as { sleeps: { nodes: [{ id: string }] } }).sleeps.nodes;
  const query = `query ($id: ID!) { healthRecord(id: $id) {
    __typename id type localDate delivery { type bytes } connection { user { id } } user { connections { id } }
    series(names: [HEART_RATE, STEPS]) { name start offsets columns { name unit numbers texts } } } }`;
  const { data: found, errors } = await reader.ask(query, { id });
  expect(errors).toBeUndefined();
  expect(found?.["healthRecord"]).toMatchObject({
    __typename: "Sleep",
    id,
    type: "SLEEP",
    localDate: "2026-01-15",
    delivery: { type: "sleep", bytes: 7 },
    series: [
      {
        name: "HEART_RATE",
        start: "2026-01-15T01:00:00.000000+01:00",
        offsets: [0, 30],
        columns: [{ name: "bpm", unit: "beats/min", numbers: [50, 51], texts: null }],
      },
    ],
  });
  for (const none of ["x", "", id.slice(0, -1)]) {
    expect(await reader.ask(query, { id: none })).toMatchObject({ data: { healthRecord: null } });
  }
});

test("puts the windows of a day's series together, and reads only what is named", async () => {
  const [connection] = await insertUsers(reader.db, 1, 1);
  if (!connection) throw new Error("no connection was made");
  const body = record("BODY", connection, "2026-01-15");
  await insertRecords(reader.db, [body]);
  for (const hour of ["20", "08"]) {
    const time = `2026-01-15T${hour}:00:00Z`;
    const columns = [
      { name: "timestamp", kind: "time" as const, texts: [time] },
      { name: "systolic_bp", kind: "number" as const, numbers: [Number(hour) + 100] },
    ];
    await insertSeries(reader.db, body, "BLOOD_PRESSURE", { length: 1, columns }, time);
    await insertSeries(reader.db, body, "GLUCOSE", { length: 1, columns }, time);
  }
  const { data } = await reader.ask(
    "{ bodies { nodes { series(names: [BLOOD_PRESSURE]) { name start offsets columns { numbers } } } } }",
  );
  expect(data?.["bodies"]).toEqual({
    nodes: [
      {
        series: [
          {
            name: "BLOOD_PRESSURE",
            start: "2026-01-15T08:00:00Z",
            offsets: [0, 43200],
            columns: [{ numbers: [108, 120] }],
          },
        ],
      },
    ],
  });
});

test("refuses series of too many samples, and reads on with fewer", async () => {
  const [connection] = await insertUsers(reader.db, 1, 1);
  if (!connection) throw new Error("no connection was made");
  const body = record("BODY", connection, "2026-01-15");
  await insertRecords(reader.db, [body]);
  for (const name of ["GLUCOSE", "HEART_RATE"]) {
    await insertSeries(reader.db, body, name, { length: 0, columns: [] });
  }
  await sql`update series set count = 2500001`.execute(reader.db);
  const query = (args: string) => `{ bodies { nodes { localDate series${args} { name } } } }`;
  const { errors } = await reader.ask(query(""));
  expect(errors?.[0]?.message).toMatch(/5000000 samples.*5000002/);
  expect(errors?.[0]?.originalError).toMatchObject({ code: "QUERY_TOO_COMPLEX" });
  expect((await reader.ask(query("(names: [GLUCOSE])"))).data?.["bodies"]).toEqual({
    nodes: [{ localDate: "2026-01-15", series: [{ name: "GLUCOSE" }] }],
  });
});

const common = [
  "days: DayRange",
  "time: TimeRange",
  "providers: [String!]",
  "order: Order",
  "first: Int",
  "after: String",
];
const pages = {
  activities: "ActivityPage!",
  athletes: "AthletePage!",
  bodies: "BodyPage!",
  dailies: "DailyPage!",
  healthObservations: "HealthObservationPage!",
  hormones: "HormonePage!",
  labReports: "LabReportPage!",
  menstruations: "MenstruationPage!",
  nutritions: "NutritionPage!",
  plannedWorkouts: "PlannedWorkoutPage!",
  sleeps: "SleepPage!",
};
const all = ["userIds: [ID!]", "connectionIds: [ID!]"];

test.each([
  { on: "Query", args: [...common, ...all] },
  { on: "User", args: common },
  { on: "Connection", args: common },
])("has the lists on $on by the names that clients are written against", ({ on, args }) => {
  const fields = listsOn(on);
  expect(Object.keys(pages)).toHaveLength(recordDefinitions.length);
  for (const [list, type] of Object.entries(pages))
    expect(fields.get(list)).toEqual({ type, args: [...args].sort() });
  const withTypes = [...args, "types: [RecordType!]"].sort();
  expect(fields.get("healthRecords")).toEqual({ type: "HealthRecordPage!", args: withTypes });
});

function listsOn(name: string) {
  const type = reader.schema.getType(name);
  if (!isObjectType(type)) throw new Error(`no type ${name}`);
  return new Map(
    Object.values(type.getFields()).map((field) => {
      const args = field.args.map((arg) => `${arg.name}: ${arg.type}`).sort();
      return [field.name, { type: String(field.type), args }];
    }),
  );
}
