/** The subscription as clients have it: over a WebSocket, on a real feed. */
import type { Client } from "graphql-ws/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN } from "../../src/access/viewer.ts";
import { appendChanges } from "../../src/feed/append-changes.ts";
import type { Feed } from "../../src/feed/feed.ts";
import { idOf } from "../../src/graphql/ids.ts";
import { connectionChanged, recordSaved, userIdOf, uuidOf } from "./change-makers.ts";
import { type FeedDatabase, openFeedDatabase, openFeedOf } from "./feed-database.ts";
import { openFeedSocket } from "./feed-socket.ts";

const everything = `subscription ($after: String, $userIds: [ID!], $types: [DataEventType!], $recordTypes: [RecordType!]) {
  dataEvents(after: $after, userIds: $userIds, types: $types, recordTypes: $recordTypes) {
    __typename cursor at
    ... on RecordSaved {
      recordId recordType revision connection { id provider } record { id revision ... on Daily { steps } }
    }
    ... on RecordDeleted { recordId recordType deletedFrom: connection { id } }
    ... on ConnectionChanged { connection { id status } }
  }
}`;

let opened: AsyncDisposableStack;
let database: FeedDatabase;
let feed: Feed;
let client: Client;

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  database = opened.use(await openFeedDatabase());
  feed = opened.use(await openFeedOf(database));
  client = opened.use(await openFeedSocket(database, feed)).client;
});

afterEach(() => opened.disposeAsync());

test("tells of a record as it is now, and of its connection", async () => {
  await insertConnection();
  await insertDaily("a", 5_000);
  const events = subscribe({});
  await feedHasSubscriber();
  await appendChanges(database.db, [recordSaved("a")]);
  const recordId = idOf(ADMIN, "record", "DAILY", uuidOf(100), "a");
  const connection = { id: idOf(ADMIN, "connection", uuidOf(100)), provider: "GARMIN" };
  const [event] = await take(events, 1);
  expect(event).toEqual({
    __typename: "RecordSaved",
    cursor: expect.any(String),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00$/),
    recordId,
    recordType: "DAILY",
    revision: 1,
    connection,
    record: { id: recordId, revision: 1, steps: 5_000 },
  });
});

test("reads every event afresh, and gives no record that was deleted since", async () => {
  await insertConnection();
  await insertDaily("a", 5_000);
  const events = subscribe({});
  await feedHasSubscriber();
  await appendChanges(database.db, [recordSaved("a")]);
  expect(await take(events, 1)).toMatchObject([{ record: { steps: 5_000 } }]);
  await database.query("update dailies set steps = 6000, revision = 2");
  await appendChanges(database.db, [recordSaved("a", { revision: 2 })]);
  expect(await take(events, 1)).toMatchObject([{ revision: 2, record: { steps: 6_000, revision: 2 } }]);
  await database.query("update dailies set deleted = true");
  await appendChanges(database.db, [recordSaved("a", { revision: 3 })]);
  expect(await take(events, 1)).toMatchObject([{ revision: 3, record: null }]);
});

test("begins at START, goes on behind a cursor, and goes over into what comes", async () => {
  await insertConnection();
  const gone = { kind: "RECORD_DELETED", revision: null } as const;
  await appendChanges(database.db, [connectionChanged(), recordSaved("a"), recordSaved("b", gone)]);
  const history = await take(subscribe({ after: "START" }), 3);
  expect(history.map(({ __typename }) => __typename)).toEqual([
    "ConnectionChanged",
    "RecordSaved",
    "RecordDeleted",
  ]);
  const events = subscribe({ after: history[0]?.cursor });
  expect(await take(events, 2)).toEqual(history.slice(1));
  await appendChanges(database.db, [recordSaved("c")]);
  expect(await take(events, 1)).toMatchObject([{ __typename: "RecordSaved" }]);
});

test("filters by user, kind and record type", async () => {
  await insertConnection();
  const filter = { userIds: [userIdOf(1)], types: ["RECORD_SAVED"], recordTypes: ["SLEEP", "BODY"] };
  const events = subscribe(filter);
  await feedHasSubscriber();
  await appendChanges(database.db, [
    recordSaved("a", { recordType: "SLEEP", userId: uuidOf(2) }),
    recordSaved("a", { recordType: "DAILY" }),
    recordSaved("a", { recordType: "BODY", kind: "RECORD_DELETED", revision: null }),
    connectionChanged(),
    recordSaved("a", { recordType: "BODY" }),
    recordSaved("b", { recordType: "SLEEP" }),
  ]);
  expect(await take(events, 2)).toMatchObject([{ recordType: "BODY" }, { recordType: "SLEEP" }]);
});

test("refuses a bad cursor with a code that says so", async () => {
  const { value } = await subscribe({ after: "not a cursor" }).next();
  expect(value?.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
});

test("leaves nothing of a subscriber that unsubscribes or whose socket breaks", async () => {
  const events = subscribe({});
  subscribe({});
  await expect.poll(() => feed.waiting()).toBe(2);
  await events.return?.();
  await expect.poll(() => feed.waiting()).toBe(1);
  client.terminate();
  await expect.poll(() => feed.waiting()).toBe(0);
});

type Event = { __typename: string; cursor: string; at: string };

function subscribe(variables: Record<string, unknown>) {
  return client.iterate<{ dataEvents: Event }>({ query: everything, variables });
}

function feedHasSubscriber() {
  return expect.poll(() => feed.waiting(), { interval: 5 }).toBe(1);
}

async function take(events: ReturnType<typeof subscribe>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  while (taken.length < count) {
    const { value } = await events.next();
    if (value?.errors) throw new Error(JSON.stringify(value.errors));
    if (!value?.data) throw new Error("The subscription ended.");
    taken.push(value.data.dataEvents);
  }
  return taken;
}

async function insertConnection(): Promise<void> {
  await database.query(`insert into users (id) values ('${uuidOf(1)}')`);
  await database.query(`
    insert into connections (id, user_id, terra_user_id, provider)
    values ('${uuidOf(100)}', '${uuidOf(1)}', 'their id', 'GARMIN')`);
}

async function insertDaily(key: string, steps: number): Promise<void> {
  await database.query(`
    insert into dailies (connection_id, key, terra_user_id, arrived_at, delivery_id, tie, steps)
    values ('${uuidOf(100)}', '${key}', 'their id', now(), '${uuidOf(5)}', '[]', ${steps})`);
}
