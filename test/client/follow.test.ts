/** The TypeScript client's subscriptions: what happens is heard once, whatever happens to the connection. */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test, vi } from "vitest";
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

test("soon gives up where there never was a gateway, and says what is wrong", async () => {
  await using gateway = await openTestGateway();
  const url = `${gateway.url}/nowhere`;
  const events = createClient({ url, key: gateway.adminKey }).follow(DataEventsDocument, {});
  await expect(events.next()).rejects.toThrow(`${url} could not be followed`);
});

test("asks for its key again where that failed, and says why it gives up", async () => {
  await using gateway = await openTestGateway();
  let asked = 0;
  const key = () => {
    asked += 1;
    if (asked % 2 === 1) throw new Error("No token came.");
    return gateway.adminKey;
  };
  await sendDays(gateway, daysOf(["ada"], 1));
  const client = createClient({ url: gateway.url, key });
  const events = client.follow(DataEventsDocument, saved);
  expect(await take(events, 1)).toEqual(["ada 2026-01-01"]);
  await events.return();
  const never = client.follow(DataEventsDocument, saved, { retries: 0 });
  await expect(never.next()).rejects.toThrow("No token came.");
});

test("lets events wait where they are while the reader is slow, and misses none", async () => {
  await using gateway = await openTestGateway();
  await using way = await openCuttable(gateway.url);
  const people = Array.from({ length: 10 }, (_, person) => `p${person}`);
  const days = daysOf(people, 130);
  await sendDays(gateway, days);
  const events = createClient({ url: way.url, key: gateway.adminKey }).follow(DataEventsDocument, saved);
  const heard = await take(events, 1);
  // Time for all of them to come, were they taken.
  await vi.waitFor(() => expect(way.open()).toBe(0), { timeout: 25_000 });
  heard.push(...(await take(events, days.length - 1)));
  expect(heard).toEqual(named(days));
  expect(way.made()).toBeGreaterThan(1);
  await events.return();
});

test("gives up after so many tries in a row where there is no gateway", async () => {
  await using way = await openCuttable("http://127.0.0.1:1");
  const events = createClient({ url: way.url, key: "any" }).follow(DataEventsDocument, {}, { retries: 2 });
  await expect(events.next()).rejects.toThrow(NetworkError);
  expect(way.made()).toBe(3);
});

test("ends when it is aborted, while it waits and while it is connected", async () => {
  await using gateway = await openTestGateway();
  await endsByAbort(gateway.url, gateway.adminKey);
  await endsByAbort("http://127.0.0.1:1", "any");
});

test("ends at once when it is returned, while it waits and while it is connected", async () => {
  await using gateway = await openTestGateway();
  await using way = await openCuttable(gateway.url);
  const events = createClient({ url: way.url, key: gateway.adminKey }).follow(DataEventsDocument, {});
  const next = events.next();
  await vi.waitFor(() => expect(way.open()).toBeGreaterThan(0));
  await events.return();
  expect(await next).toEqual({ done: true, value: undefined });
  await vi.waitFor(() => expect(way.open()).toBe(0));
});

test("does not wait for ever for what takes its connection and never answers", async () => {
  await using mute = await openMute();
  await endsByAbort(mute.url, "any");
  await vi.waitFor(() => expect(mute.open()).toBe(0));
  const client = createClient({ url: mute.url, key: "any" });
  const events = client.follow(DataEventsDocument, {}, { pingMs: 50, retries: 1 });
  await expect(events.next()).rejects.toThrow("Nothing came for 100 ms.");
});

async function endsByAbort(url: string, key: string): Promise<void> {
  const abort = new AbortController();
  const events = createClient({ url, key }).follow(DataEventsDocument, saved, { signal: abort.signal });
  const next = events.next();
  setTimeout(() => abort.abort(), 100);
  expect(await next).toEqual({ done: true, value: undefined });
}

/** What takes connections and never says a word. */
async function openMute(): Promise<AsyncDisposable & { url: string; open(): number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.resume());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => sockets.size,
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
