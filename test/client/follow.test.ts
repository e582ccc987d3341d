/** The TypeScript client's subscriptions: what happens is heard once, whatever happens to the connection. */
import { expect, test } from "vitest";
import {
  createClient,
  DataEventsDocument,
  type DataEventsSubscription,
  NetworkError,
  PeopleDocument,
  type TerrariumError,
} from "../../client/typescript/index.ts";
import { openTestDatabase, openTestGateway } from "../gateway.ts";
import { openCuttable } from "./cuttable.ts";
import { daysOf, sendDays } from "./sent-days.ts";

type Event = DataEventsSubscription["dataEvents"];

const saved = { recordTypes: ["DAILY"], after: "START" } as const;

function dayOf(event: Event | undefined): string {
  if (event?.__typename !== "RecordSaved")
    throw new Error(`RecordSaved was wanted, ${event?.__typename} came.`);
  return `${event.record?.user.referenceId} ${event.record?.localDate}`;
}

async function take(events: AsyncIterator<Event>, count: number): Promise<string[]> {
  const days: string[] = [];
  while (days.length < count) {
    const { done, value } = await events.next();
    if (done) throw new Error(`The events ended after ${days.length}, and ${count} were wanted.`);
    days.push(dayOf(value));
  }
  return days;
}

function named(days: ReturnType<typeof daysOf>): string[] {
  return days.map(({ referenceId, localDate }) => `${referenceId} ${localDate}`);
}

test("hears a delivery, with the record as its type has it", async () => {
  await using gateway = await openTestGateway();
  const client = createClient({ url: gateway.url, key: gateway.adminKey });
  const events = client.follow(DataEventsDocument, saved);
  const first = events.next();
  await sendDays(gateway, daysOf(["ada"], 1));
  const { value } = await first;
  expect(value).toMatchObject({
    __typename: "RecordSaved",
    record: { __typename: "Daily", localDate: "2026-01-01", restingHeartRateBpm: 50.5 },
  });
  await events.return();
  // @ts-expect-error a query is nothing to follow
  void client.follow(PeopleDocument);
});

test("goes on where it was when its connection breaks, and misses and doubles nothing", async () => {
  await using gateway = await openTestGateway();
  await using way = await openCuttable(gateway.url);
  const breaks: TerrariumError[] = [];
  const events = createClient({ url: way.url, key: gateway.adminKey }).follow(DataEventsDocument, saved, {
    onBreak: (error) => breaks.push(error),
  });
  const days = daysOf(["ada"], 12);
  await sendDays(gateway, days.slice(0, 4));
  const heard = await take(events, 2);
  way.cut();
  await sendDays(gateway, days.slice(4, 8));
  heard.push(...(await take(events, 4)));
  way.cut();
  heard.push(...(await take(events, 2)));
  await sendDays(gateway, days.slice(8));
  heard.push(...(await take(events, 4)));
  expect(heard).toEqual(named(days));
  expect(breaks.length).toBeGreaterThan(0);
  expect(breaks[0]).toBeInstanceOf(NetworkError);
  await events.return();
});

test("waits for a gateway that goes away and comes back", async () => {
  await using database = await openTestDatabase();
  const days = daysOf(["ada"], 6);
  const first = await openTestGateway({ databaseUrl: database.url });
  const port = Number(new URL(first.url).port);
  const events = createClient({ url: first.url, key: first.adminKey }).follow(DataEventsDocument, saved);
  await sendDays(first, days.slice(0, 3));
  const heard = await take(events, 3);
  await first.close();
  const next = take(events, 3);
  await using second = await openTestGateway({ databaseUrl: database.url, port });
  await sendDays(second, days.slice(3));
  expect([...heard, ...(await next)]).toEqual(named(days));
  await events.return();
});

test("notices a connection on which nothing comes through any more", async () => {
  await using gateway = await openTestGateway();
  await using way = await openCuttable(gateway.url);
  const client = createClient({ url: way.url, key: gateway.adminKey });
  const events = client.follow(DataEventsDocument, saved, { pingMs: 300 });
  const days = daysOf(["ada"], 2);
  await sendDays(gateway, days.slice(0, 1));
  const heard = await take(events, 1);
  way.freeze();
  await sendDays(gateway, days.slice(1));
  heard.push(...(await take(events, 1)));
  expect(heard).toEqual(named(days));
  await events.return();
});

test("gives up at once where the key is wrong, and says so", async () => {
  await using gateway = await openTestGateway();
  const breaks: TerrariumError[] = [];
  const events = createClient({ url: gateway.url, key: "wrong" }).follow(
    DataEventsDocument,
    {},
    { onBreak: (error) => breaks.push(error) },
  );
  await expect(events.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(breaks).toEqual([]);
});

test("gives up at once where the cursor is damaged", async () => {
  await using gateway = await openTestGateway();
  const client = createClient({ url: gateway.url, key: gateway.adminKey });
  const events = client.follow(DataEventsDocument, { after: "damaged" });
  await expect(events.next()).rejects.toMatchObject({ name: "AnswerError", code: "BAD_USER_INPUT" });
});

test("gives up after so many tries in a row where there is no gateway", async () => {
  await using way = await openCuttable("http://127.0.0.1:1");
  const events = createClient({ url: way.url, key: "any" }).follow(DataEventsDocument, {}, { retries: 2 });
  await expect(events.next()).rejects.toThrow(NetworkError);
  expect(way.made()).toBe(3);
});

test("ends when it is aborted, while it waits and while it is connected", async () => {
  await using gateway = await openTestGateway();
  const client = createClient({ url: gateway.url, key: gateway.adminKey });
  const abort = new AbortController();
  const events = client.follow(DataEventsDocument, saved, { signal: abort.signal });
  const next = events.next();
  setTimeout(() => abort.abort(), 100);
  expect(await next).toEqual({ done: true, value: undefined });
  const gone = createClient({ url: "http://127.0.0.1:1", key: "any" });
  const waiting = new AbortController();
  const never = gone.follow(DataEventsDocument, saved, { signal: waiting.signal }).next();
  setTimeout(() => waiting.abort(), 100);
  expect(await never).toEqual({ done: true, value: undefined });
});
