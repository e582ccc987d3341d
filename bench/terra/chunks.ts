/** A chunk of a long history as Terra cuts it: at most ten objects or 10 MB in a delivery. */
import { randomUUID } from "node:crypto";
import { dayTail } from "./day-tail.ts";
import { type Delivery, dailyHead, eventHead, USERS } from "./deliveries.ts";
import { seededRandom } from "./random.ts";

export const DAYS_OF_CHUNK = 10;
/** Of each day, so that ten stay below 10 MB. */
const BYTES_OF_DAY = 1_000_000;
const CLOCKS_BEHIND_MS = 10 * 60_000;
/** What a day's tail ends with where it is the last of its delivery. */
const END = Buffer.from("]}");

// Days that no single delivery of this benchmark has.
const dates = Array.from({ length: DAYS_OF_CHUNK }, (_, day) =>
  new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10),
);

/** Makes chunks, each of another person's days, up to as many as there are people. All share their samples. */
export function chunkMaker(seed: number): (index: number) => Delivery {
  const random = seededRandom(seed);
  const samples = samplesOfDays();
  const startMs = Date.now() - CLOCKS_BEHIND_MS;
  return (index) => {
    const clockMs = startMs + index;
    const days = dates.flatMap((date, day) => [
      Buffer.from(`${day === 0 ? "" : ","}${dailyHead(random, date)}`),
      samples[day] ?? END,
    ]);
    const head = Buffer.from(eventHead(index % USERS, clockMs));
    return { head, tail: [...days, END], clockMs, traceId: randomUUID() };
  };
}

let made: Buffer[] | null = null;

function samplesOfDays(): Buffer[] {
  const random = seededRandom(BYTES_OF_DAY);
  made ??= dates.map((date) => dayTail(random, date, BYTES_OF_DAY).subarray(0, -END.length));
  return made;
}
