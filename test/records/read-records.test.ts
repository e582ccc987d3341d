/** Lists of records against an oracle that holds all rows in memory and sorts and filters them one by one. */
import fc from "fast-check";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN as viewer } from "../../src/access/viewer.ts";
import type { Database } from "../../src/database/database.ts";
import { TerrariumError } from "../../src/errors.ts";
import { RecordType } from "../../src/records/health-record.ts";
import {
  countRecords,
  readHealthRecords,
  readRecords,
  readRecordsByRef,
} from "../../src/records/read-records.ts";
import { type Place, readRecordCursor, recordCursor } from "../../src/records/record-cursor.ts";
import {
  type DayRange,
  filterOf,
  Order,
  type RecordFilter,
  type TimeRange,
} from "../../src/records/record-filter.ts";
import type { StoredRecord } from "../../src/records/record-from-row.ts";
import type { Parents } from "../../src/records/record-page.ts";
import { allColumns } from "../../src/records/record-selection.ts";
import { definitionOf, recordDefinitions } from "../../src/records/record-types.ts";
import { readTime } from "../../src/terra/times.ts";
import { openRecordDatabase, type RecordDatabase } from "./record-database.ts";
import { type ConnectionMade, insertConnections, insertRecords, type RowMade } from "./record-rows.ts";

const [one, other] = [
  "00000000-0000-4000-8000-00000000000a",
  "00000000-0000-4000-8000-00000000000b",
] as const;
const connections: ConnectionMade[] = [
  { id: "c0000000-0000-4000-8000-000000000001", userId: one, provider: "GARMIN" },
  { id: "30000000-0000-4000-8000-000000000002", userId: one, provider: "OURA" },
  { id: "a0000000-0000-4000-8000-000000000003", userId: other, provider: "GARMIN" },
];

let database: RecordDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  database = await openRecordDatabase();
  db = database.db;
  await insertConnections(db, connections);
});

afterAll(() => database[Symbol.asyncDispose]());

async function fill(rows: readonly RowMade[]): Promise<void> {
  for (const { table } of recordDefinitions) await sql`delete from ${sql.table(table)}`.execute(db);
  await insertRecords(db, rows);
}

// What is asked, and a few ways in which it can be asked.
type Asked = { types: RecordType[]; filter: RecordFilter; order: Order; parents: Parents };
type Read = (asked: Asked, first: number, after: Place | null) => Promise<StoredRecord[][]>;

const typed: Read = ({ types, ...asked }, first, after) => {
  const definition = definitionOf(types[0] ?? "DAILY");
  return readRecords(db, viewer, { ...asked, definition, columns: [], first, after });
};

const mixed: Read = ({ types, ...asked }, first, after) => {
  const definitions = types.map(definitionOf);
  return readHealthRecords(db, viewer, { ...asked, definitions, columnsOf: allColumns, first, after });
};

/** All rows of a list of one parent, page by page, with a cursor from each page to the next. */
async function pages(read: Read, asked: Asked, first: number): Promise<StoredRecord[]> {
  const list = { definitions: asked.types.map(definitionOf), order: asked.order };
  const all: StoredRecord[] = [];
  for (let after: Place | null = null; ; ) {
    const [rows = []] = await read(asked, first, after);
    all.push(...rows.slice(0, first));
    const last = rows[first - 1];
    if (rows.length <= first || !last) return all;
    after = readRecordCursor(viewer, list, recordCursor(viewer, list, last));
  }
}

// The oracle.
function expected(
  rows: readonly RowMade[],
  { types, filter, order, parents }: Asked,
  parent: string | null,
): RowMade[] {
  const sign = order === "OLDEST_FIRST" ? 1 : -1;
  return rows
    .filter(
      (row) => !row.deleted && types.includes(row.type) && isOf(row, parents, parent) && passes(row, filter),
    )
    .sort(
      (a, b) =>
        undatedLast(a, b) || sign * (compare(a.start ?? "", b.start ?? "") || compare(nameOf(a), nameOf(b))),
    );
}

function isOf(row: RowMade, parents: Parents, parent: string | null): boolean {
  return (
    parents.by === "nothing" ||
    parent === (parents.by === "connectionId" ? row.connectionId : connectionOf(row)?.userId)
  );
}

function passes(row: RowMade, { userIds, connectionIds, providers, days, time }: RecordFilter): boolean {
  const connection = connectionOf(row);
  const { from, to } = { from: microsOf(time.from), to: microsOf(time.to) };
  const [start, end] = [microsOf(row.start), microsOf(row.end)];
  return (
    (userIds?.includes(connection?.userId ?? "") ?? true) &&
    (connectionIds?.includes(row.connectionId) ?? true) &&
    (providers?.includes(connection?.provider ?? "") ?? true) &&
    (days.from === null || (row.localDate !== null && row.localDate >= days.from)) &&
    (days.to === null || (row.localDate !== null && row.localDate <= days.to)) &&
    (to === null || (start !== null && start < to)) &&
    (from === null ||
      (start !== null && start > from - 7n * DAY && ((end !== null && end > from) || start >= from)))
  );
}

const DAY = 86_400_000_000n;

function microsOf(text: string | null): bigint | null {
  const time = readTime(text);
  return time && BigInt(time.instantMicros);
}

function connectionOf(row: RowMade): ConnectionMade | undefined {
  return connections.find(({ id }) => id === row.connectionId);
}

function undatedLast(a: RowMade, b: RowMade): number {
  return Number(a.start === null) - Number(b.start === null);
}

function nameOf({ type, connectionId, key }: Pick<RowMade, "type" | "connectionId" | "key">): string {
  return `${type} ${connectionId} ${key}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Few different times, close together, so that equal ones and the edges of ranges are met often.
const EPOCH = Date.parse("2026-01-15T00:00:00Z");
const HOUR = 3_600_000_000;
const instant = fc
  .tuple(
    fc.constantFrom(-192, -168, -25, -24, -1, 0, 1, 8, 24, 168),
    fc.constantFrom(-1, 0, 0, 0, 1, 250_000),
  )
  .map(([hours, micros]) => isoOf(hours * HOUR + micros));

function isoOf(micros: number): string {
  const millis = Math.floor(micros / 1000);
  return `${new Date(EPOCH + millis).toISOString().slice(0, -1)}${String(micros - millis * 1000).padStart(3, "0")}Z`;
}

const day = fc.constantFrom("2026-01-07", "2026-01-13", "2026-01-14", "2026-01-15", "2026-01-16");
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 4 });
const type = fc.constantFrom(...Object.values(RecordType));
const types = fc.subarray(Object.values(RecordType), { minLength: 1 });
const connectionId = fc.constantFrom(...connections.map(({ id }) => id));
const row: fc.Arbitrary<RowMade> = fc.record({
  type: fc.oneof(fc.constantFrom<RecordType>("DAILY", "ACTIVITY"), type),
  connectionId,
  key: fc.string({ unit: fc.constantFrom("a", "b", "1", "2"), minLength: 2, maxLength: 2 }),
  start: orNull(instant),
  end: orNull(instant),
  localDate: orNull(day),
  deleted: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
const rows = fc.uniqueArray(row, { selector: nameOf, maxLength: 40 });

const inOrder = <Bound extends string | null>([from, to]: [Bound, Bound]) =>
  from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
const range = (bound: fc.Arbitrary<string>) => orNull(fc.tuple(orNull(bound), orNull(bound)).map(inOrder));
const rare = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 1 });
const filter: fc.Arbitrary<RecordFilter> = fc
  .record({
    days: range(day) satisfies fc.Arbitrary<DayRange | null>,
    time: range(instant) satisfies fc.Arbitrary<TimeRange | null>,
    providers: rare(fc.subarray(["GARMIN", "OURA", "FITBIT"])),
    userIds: rare(fc.subarray([one, other])),
    connectionIds: rare(fc.subarray(connections.map(({ id }) => id))),
  })
  .map(({ userIds, connectionIds, ...args }) => ({ ...filterOf(args), userIds, connectionIds }));
const nofilter = filterOf({});
const order = fc.constantFrom(...Object.values(Order));
const single: fc.Arbitrary<Parents> = fc.oneof(
  fc.constant<Parents>({ by: "nothing" }),
  fc.constantFrom(one, other).map<Parents>((id) => ({ by: "userId", ids: [id] })),
  connectionId.map<Parents>((id) => ({ by: "connectionId", ids: [id] })),
);
const asked = fc.record({ types, filter: fc.oneof(fc.constant(nofilter), filter), order, parents: single });
const request = fc.record({ asked, first: fc.integer({ min: 1, max: 12 }) });
const worlds = fc.record({ world: rows, requests: fc.array(request, { minLength: 1, maxLength: 6 }) });

function parentOf({ parents }: Asked): string | null {
  return parents.by === "nothing" ? null : (parents.ids[0] ?? null);
}

test("pages through the records of one type, each once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ world, requests }) => {
      await fill(world);
      for (const { asked, first } of requests) {
        const ofOneType = { ...asked, types: asked.types.slice(0, 1) };
        const found = await pages(typed, ofOneType, first);
        expect(found.map(nameOf)).toEqual(expected(world, ofOneType, parentOf(asked)).map(nameOf));
      }
    }),
    { numRuns: 40 },
  );
});

test("pages through the records of several types, each once, in order", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ world, requests }) => {
      await fill(world);
      for (const { asked, first } of requests) {
        const found = await pages(mixed, asked, first);
        expect(found.map(nameOf)).toEqual(expected(world, asked, parentOf(asked)).map(nameOf));
      }
    }),
    { numRuns: 40 },
  );
});

test("gives each of many parents its own list, and counts it", async () => {
  const parents = fc.constantFrom<Parents>(
    { by: "userId", ids: [other, one] },
    { by: "connectionId", ids: connections.map(({ id }) => id).reverse() },
    { by: "userId", ids: [] },
  );
  const many = fc.record({ world: rows, asked, parents, first: fc.integer({ min: 0, max: 5 }) });
  await fc.assert(
    fc.asyncProperty(many, async ({ world, asked: single, parents, first }) => {
      await fill(world);
      const asked = { ...single, parents };
      const lists = (parents.by === "nothing" ? [] : parents.ids).map((id) => expected(world, asked, id));
      const found = await mixed(asked, first, null);
      expect(found.map((list) => list.map(nameOf))).toEqual(
        lists.map((list) => list.slice(0, first + 1).map(nameOf)),
      );
      const counts = await countRecords(db, viewer, asked.types.map(definitionOf), asked);
      expect(counts).toEqual(lists.map((list) => list.length));
    }),
    { numRuns: 40 },
  );
});

const daily: RowMade = {
  type: "DAILY",
  connectionId: connections[0]?.id ?? "",
  key: "2026-01-15",
  start: "2026-01-15T00:00:00.000001+01:00",
  end: "2026-01-16T00:00:00+01:00",
  localDate: "2026-01-15",
  deleted: false,
};

test("finds what overlaps a stretch of time, to the microsecond, and a week back", async () => {
  const around = [-168, 0, 24].flatMap((hours) => [-1, 0, 1].map((micros) => isoOf(hours * HOUR + micros)));
  const world = around.flatMap((start, i) =>
    [null, ...around].map((end, j): RowMade => ({ ...daily, key: `${i}${j}`, start, end })),
  );
  await fill(world);
  const [from, to] = [isoOf(0), isoOf(24 * HOUR)];
  for (const time of [{ from }, { to }, { from, to }, { from, to: from }]) {
    const asked: Asked = {
      types: ["DAILY"],
      filter: filterOf({ time }),
      order: "OLDEST_FIRST",
      parents: { by: "nothing" },
    };
    const [found = []] = await typed(asked, world.length, null);
    expect(found.map(nameOf)).toEqual(expected(world, asked, null).map(nameOf));
  }
});

test("reads no column that nobody asked for", async () => {
  await fill([{ ...daily, metrics: { steps: 6223, distanceMeters: 4000.5 } }]);
  const [[record] = []] = await readRecords(db, viewer, {
    definition: definitionOf("DAILY"),
    columns: ["steps"],
    parents: { by: "nothing" },
    filter: nofilter,
    order: "NEWEST_FIRST",
    first: 1,
    after: null,
  });
  expect({ ...record }).toEqual({
    place: 1,
    type: "DAILY",
    connectionId: daily.connectionId,
    key: daily.key,
    startInstant: "2026-01-14 23:00:00.000001+00",
    userId: one,
    provider: "GARMIN",
    steps: 6223,
  });
});

test("makes instances of records, of their lists' items and of the parts of these", async () => {
  const meals = [{ name: "Bread", mealTypeCode: 1, macros: { calories: 250.5 } }, { name: "Water" }];
  const nutrition: RowMade = { ...daily, type: "NUTRITION", metrics: { meals } };
  await fill([nutrition]);
  const ref = { type: nutrition.type, connectionId: nutrition.connectionId, key: nutrition.key };
  const [record, none] = await readRecordsByRef(db, viewer, [ref, { ...ref, key: "none" }], allColumns);
  expect(none).toBeNull();
  expect(record).toMatchObject({
    type: "NUTRITION",
    startTime: "2026-01-15T00:00:00.000001+01:00",
    localDate: "2026-01-15",
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/),
    meals: [
      { name: "Bread", mealType: "BREAKFAST", macros: { calories: 250.5 } },
      { name: "Water", mealType: null },
    ],
  });
});

test("refuses the cursor of another list, and a damaged one", async () => {
  await fill([daily]);
  const list = { definitions: [definitionOf("DAILY")], order: Order.NEWEST_FIRST };
  const [[record] = []] = await typed(
    { types: ["DAILY"], filter: nofilter, order: list.order, parents: { by: "nothing" } },
    1,
    null,
  );
  if (!record) throw new Error("no record came");
  const cursor = recordCursor(viewer, list, record);
  expect(readRecordCursor(viewer, list, cursor)).toEqual({
    start: "2026-01-14 23:00:00.000001+00",
    type: "DAILY",
    connectionId: daily.connectionId,
    key: daily.key,
  });
  const others = [
    { ...list, order: Order.OLDEST_FIRST },
    { ...list, definitions: [definitionOf("SLEEP")] },
    { ...list, definitions: [...recordDefinitions] },
  ];
  for (const wrong of others) expect(() => readRecordCursor(viewer, wrong, cursor)).toThrow(TerrariumError);
  for (const damaged of [cursor.slice(1), `${cursor}A`, "", "x"]) {
    expect(() => readRecordCursor(viewer, list, damaged)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT" }),
    );
  }
});

test("refuses ranges that end before they begin, and times that the database cannot hold", () => {
  const refused = expect.objectContaining({ code: "BAD_USER_INPUT" });
  expect(() => filterOf({ days: { from: "2026-01-16", to: "2026-01-15" } })).toThrow(refused);
  const later = "2026-01-15T00:00:00.000001Z";
  expect(() => filterOf({ time: { from: later, to: "2026-01-15T01:00:00.000000+01:00" } })).toThrow(refused);
  expect(() => filterOf({ time: { from: "0000-01-01T00:00:00Z" } })).toThrow(refused);
  expect(() => filterOf({ days: { from: "0000-01-01" } })).toThrow(refused);
  expect(filterOf({ time: { from: later, to: later } }).time).toEqual({ from: later, to: later });
});
