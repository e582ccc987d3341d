import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ADMIN } from "../../src/access/viewer.ts";
import { appendChanges } from "../../src/feed/append-changes.ts";
import type { DataEvent } from "../../src/feed/data-event.ts";
import type { Feed } from "../../src/feed/feed.ts";
import { type DataEventsRequest, subscribeDataEvents } from "../../src/feed/subscribe-data-events.ts";
import { cursorOf } from "../../src/graphql/ids.ts";
import { connectionChanged, recordSaved, userIdOf, uuidOf } from "./change-makers.ts";
import { type FeedDatabase, openFeedDatabase, openFeedOf } from "./feed-database.ts";

test("tells history from START, then what comes, without a gap or a double while writers write", async () => {
  await using database = await openFeedDatabase();
  await appendChanges(database.db, numbered("before", 250));
  await using feed = await openFeedOf(database, { ringSize: 40 });
  const subscribers = [feed, feed, feed].map((each) => subscribe(each, { after: "START" }));
  const taken = Promise.all(
    subscribers.map(async (events) => keysOf(await take(await events, 250 + 4 * 40 * 3))),
  );
  await Promise.all([...Array(4).keys()].map((writer) => writeSlowly(database, `writer ${writer}`)));
  const everyKey = await database.query("select key from changes order by seq");
  for (const keys of await taken) expect(keys.map((key) => ({ key }))).toEqual(everyKey);
});

test("goes on behind a cursor, in one feed or in another", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  await appendChanges(database.db, numbered("key", 10));
  const [, , third] = await take(await subscribe(feed, { after: "START" }), 3);
  await using other = await openFeedOf(database);
  for (const each of [feed, other]) {
    const events = await take(await subscribe(each, { after: third?.cursor ?? null }), 7);
    expect(keysOf(events)).toEqual(["key 3", "key 4", "key 5", "key 6", "key 7", "key 8", "key 9"]);
  }
});

test("without a cursor, tells what is committed once it has begun, and nothing from before", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  for (const turn of [0, 1, 2, 3, 4]) {
    await appendChanges(database.db, [recordSaved(`before ${turn}`)]);
    const events = await subscribe(feed, {});
    await appendChanges(database.db, [recordSaved(`after ${turn}`)]);
    expect(keysOf(await take(events, 1))).toEqual([`after ${turn}`]);
  }
});

test("loses nothing of what outran a slow subscriber", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database, { ringSize: 20 });
  const slow = await subscribe(feed, {});
  await appendChanges(database.db, numbered("first", 3));
  const first = await slow.next();
  for (let i = 0; i < 30; i++) await appendChanges(database.db, numbered(`more ${i}`, 10));
  await feed.head();
  const rest = await take(slow, 302);
  const everyKey = await database.query("select key from changes order by seq");
  expect(keysOf([first.value as DataEvent, ...rest]).map((key) => ({ key }))).toEqual(everyKey);
});

test("tells several changes of one record as one, with the cursor of the last", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  const gone = recordSaved("gone", { kind: "RECORD_DELETED", revision: null });
  await appendChanges(database.db, [
    recordSaved("a"),
    recordSaved("gone"),
    recordSaved("a", { revision: 2 }),
    connectionChanged(),
    gone,
    recordSaved("a", { recordType: "SLEEP" }),
    recordSaved("a", { connectionId: uuidOf(7) }),
    connectionChanged(),
  ]);
  const events = await take(await subscribe(feed, { after: "START" }), 6);
  expect(events.map((event) => [event.constructor.name, event.cursor])).toEqual([
    ["RecordSaved", cursorOf(ADMIN, "changes", "3")],
    ["ConnectionChanged", cursorOf(ADMIN, "changes", "4")],
    ["RecordDeleted", cursorOf(ADMIN, "changes", "5")],
    ["RecordSaved", cursorOf(ADMIN, "changes", "6")],
    ["RecordSaved", cursorOf(ADMIN, "changes", "7")],
    ["ConnectionChanged", cursorOf(ADMIN, "changes", "8")],
  ]);
  expect(events[0]).toMatchObject({ key: "a", revision: 2, recordType: "DAILY", connectionId: uuidOf(100) });
});

test("tells only of the users, kinds and record types that were asked for", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  const events = await subscribe(feed, {
    userIds: [userIdOf(2)],
    recordTypes: ["SLEEP"],
    types: ["RECORD_SAVED"],
  });
  const wanted = { userId: uuidOf(2), recordType: "SLEEP" } as const;
  await appendChanges(database.db, [
    recordSaved("other user", { ...wanted, userId: uuidOf(1) }),
    recordSaved("other type", { ...wanted, recordType: "BODY" }),
    recordSaved("other kind", { ...wanted, kind: "RECORD_DELETED", revision: null }),
    connectionChanged({ userId: uuidOf(2) }),
    recordSaved("wanted", wanted),
  ]);
  expect(keysOf(await take(events, 1))).toEqual(["wanted"]);
});

test("refuses a cursor that is damaged, or of another list", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  const good = cursorOf(ADMIN, "changes", "12");
  const places = ["-1", "007", "1.5", "99999999999999999999", null].map((seq) =>
    cursorOf(ADMIN, "changes", seq),
  );
  for (const after of [
    "",
    "start",
    good.slice(1),
    cursorOf(ADMIN, "users", "12"),
    cursorOf(ADMIN, "changes"),
    ...places,
  ]) {
    await expect(subscribe(feed, { after })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  }
});

test("ends at once when it is returned, told to stop or the feed closes, and leaves nothing behind", async () => {
  await using database = await openFeedDatabase();
  const feed = await openFeedOf(database);
  const stop = new AbortController();
  const returned = await subscribe(feed, {});
  const stopped = await subscribe(feed, {}, stop.signal);
  const closed = await subscribe(feed, {});
  const pending = [returned, stopped, closed].map((events) => events.next());
  await expect.poll(() => feed.waiting()).toBe(3);
  expect(await returned.return?.()).toEqual({ done: true, value: undefined });
  expect(feed.waiting()).toBe(2);
  stop.abort();
  expect(await pending[1]).toEqual({ done: true, value: undefined });
  expect(feed.waiting()).toBe(1);
  await feed.close();
  expect(await Promise.all(pending)).toEqual(Array(3).fill({ done: true, value: undefined }));
  expect(feed.waiting()).toBe(0);
});

test("ends between two events of one page, too", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  await appendChanges(database.db, numbered("key", 10));
  const stop = new AbortController();
  const events = await subscribe(feed, { after: "START" }, stop.signal);
  expect((await events.next()).done).toBe(false);
  stop.abort();
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

function subscribe(feed: Feed, args: DataEventsRequest, signal?: AbortSignal) {
  return subscribeDataEvents({ feed, viewer: ADMIN }, args, signal);
}

function numbered(name: string, count: number) {
  return [...Array(count).keys()].map((number) => recordSaved(`${name} ${number}`));
}

async function writeSlowly({ db }: FeedDatabase, name: string): Promise<void> {
  for (let turn = 0; turn < 40; turn++) {
    await db.transaction().execute(async (transaction) => {
      await appendChanges(transaction, numbered(`${name}.${turn}`, 3));
      await sleep(Math.random() * 3);
    });
  }
}

async function take(events: AsyncIterableIterator<DataEvent, void>, count: number): Promise<DataEvent[]> {
  const taken: DataEvent[] = [];
  while (taken.length < count) {
    const { value } = await events.next();
    if (!value) break;
    taken.push(value);
  }
  return taken;
}

function keysOf(events: readonly DataEvent[]) {
  return events.map((event) => ("key" in event ? event.key : null));
}
