/**
 * Terra's deliveries for a measurement: every one with ids, a clock and summary values of its own, no two of the
 * same bytes. A body is a head of its own and a tail, the day's samples, that some people share: so the bodies of
 * a whole round fit into memory.
 */
import { randomUUID } from "node:crypto";
import { dayBounds, dayTail } from "./day-tail.ts";
import { seededRandom, shuffled, uuidOf, wholeBetween } from "./random.ts";

export const USERS = 2000;
const DAYS = 30;
/** How many different records there are: after so many deliveries a day is sent again, whole, with newer values. */
export const RECORDS = USERS * DAYS;
const BYTES_OF_TAILS = 64 * 1024 * 1024;
const MOST_TAILS_A_DAY = 300;
const CLOCKS_BEHIND_MS = 10 * 60_000;

export type Delivery = { head: Buffer; tail: Buffer[]; clockMs: number; traceId: string };

const dates = Array.from({ length: DAYS }, (_, day) =>
  new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
);
const userIds = Array.from({ length: USERS }, (_, user) => uuidOf(`user ${user}`));

/** Makes deliveries in an order that scatters people and days. The same seed makes the same people, days and values. */
export function dailyMaker(bytes: number, seed: number): (index: number) => Delivery {
  const random = seededRandom(seed);
  const tails = tailsFor(bytes);
  const startMs = Date.now() - CLOCKS_BEHIND_MS;
  let order = new Uint32Array();
  return (index) => {
    if (index % RECORDS === 0) order = shuffled(random, RECORDS);
    const record = order[index % RECORDS] ?? 0;
    const [user, day] = [record % USERS, Math.floor(record / USERS)];
    const clockMs = startMs + index;
    const ofDay = tails[day] ?? [];
    // A day that is sent again brings other samples than the last time.
    const tail = ofDay[(user + Math.floor(index / RECORDS)) % ofDay.length] ?? Buffer.alloc(0);
    const head = `${eventHead(user, clockMs)}${dailyHead(random, dates[day] ?? "")}`;
    return { head: Buffer.from(head), tail: [tail], clockMs, traceId: randomUUID() };
  };
}

/** Terra's word that a person has connected: what comes before any data of theirs. */
export function authOf(user: number): Delivery {
  const text = `{"type":"auth","status":"success",${userOf(user, Date.now())},"version":"2022-03-16"}`;
  return {
    head: Buffer.from(text),
    tail: [],
    clockMs: Date.now() - 2 * CLOCKS_BEHIND_MS,
    traceId: randomUUID(),
  };
}

// The samples are the same in every round: tables are emptied in between, and making them takes longest.
let made: { bytes: number; tails: Buffer[][] } = { bytes: 0, tails: [] };

function tailsFor(bytes: number): Buffer[][] {
  if (made.bytes !== bytes) {
    const random = seededRandom(bytes);
    made = { bytes, tails: dates.map((date) => tailsOf(random, date, bytes)) };
  }
  return made.tails;
}

function tailsOf(random: () => number, date: string, bytes: number): Buffer[] {
  const count = Math.min(MOST_TAILS_A_DAY, Math.max(2, Math.floor(BYTES_OF_TAILS / bytes / DAYS)));
  return Array.from({ length: count }, () => dayTail(random, date, bytes));
}

/** Up to the first of the dailies. */
export function eventHead(user: number, clockMs: number): string {
  return `{"type":"daily",${userOf(user, clockMs)},"version":"2022-03-16","data":[`;
}

/** What a daily's tail, with what was measured, comes after. */
export function dailyHead(random: () => number, date: string): string {
  const { start, end } = dayBounds(date);
  const active = wholeBetween(random, 900, 14_000);
  return (
    `{"metadata":{"start_time":"${start}","end_time":"${end}","timestamp_localization":1,"upload_type":1},` +
    `"device_data":{"manufacturer":"Fitbit","name":"Charge 6"},` +
    `"active_durations_data":{"activity_seconds":${active},"low_intensity_seconds":${Math.floor(active * 0.6)}},` +
    `"MET_data":{"avg_level":${(1 + random()).toFixed(3)}},` +
    `"stress_data":{"avg_stress_level":${(20 + random() * 50).toFixed(2)}},`
  );
}

function userOf(user: number, clockMs: number): string {
  const last = new Date(clockMs - 5000).toISOString().replace("Z", "000+00:00");
  return (
    `"user":{"user_id":"${userIds[user]}","provider":"FITBIT","created_at":"2025-11-15T23:35:39.335187+00:00",` +
    `"last_webhook_update":"${last}","scopes":"activity:read,sleep:read","reference_id":"person-${user}","active":true}`
  );
}
