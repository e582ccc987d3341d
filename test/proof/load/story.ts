/**
 * A load that has an oracle: deliveries of a few people with hot days and nights, of every shape that Terra sends,
 * some of them late and some twice, all stamped. What a record must be in the end is what its newest stamp says.
 */
import { type Dice, diceFor } from "../../../src/simulator/world/dice.ts";
import type { Delivery } from "./send.ts";

/** What a record states of itself: the number of the delivery is its value, so that no two are alike. */
export type Stated = { record: string; stampMicros: number; value: number };
export type ToldDelivery = Delivery & { states: readonly Stated[] };

export type Story = {
  next(): ToldDelivery;
  /** What every record of what `next` gave must be. */
  expected(): Map<string, Stated>;
};

export type StoryOptions = { seed: number; people: number; reauths?: boolean; large?: boolean };

const DAYS = 28;
const firstStampMs = Date.UTC(2026, 2, 1);
const mostLate = 50;
const remembered = 200;

export function openStory({ seed, people, reauths = false, large = true }: StoryOptions): Story {
  const dice = diceFor("proof", seed);
  const run = `${seed}-${Date.now().toString(36)}`;
  const newest = new Map<string, Stated>();
  const recent: ToldDelivery[] = [];
  let number = 0;

  function next(): ToldDelivery {
    if (recent.length > 0 && dice.chance(0.08)) return dice.pick(recent);
    number += 1;
    const delivery = made({ dice, number, run, people, reauths, large });
    for (const stated of delivery.states) remember(newest, stated);
    recent[number % remembered] = delivery;
    return delivery;
  }

  return { next, expected: () => newest };
}

function remember(newest: Map<string, Stated>, stated: Stated): void {
  const known = newest.get(stated.record);
  if (known === undefined || known.stampMicros < stated.stampMicros) newest.set(stated.record, stated);
}

type Making = {
  dice: Dice;
  number: number;
  run: string;
  people: number;
  reauths: boolean;
  large: boolean;
};

function made(making: Making): ToldDelivery {
  const { dice, reauths } = making;
  const chance = dice.uniform();
  if (chance < 0.05) return auth(making);
  if (chance < 0.1 && reauths) return reauth(making);
  if (chance < 0.5) return days(making, 1);
  if (chance < 0.6) return days(making, dice.whole(2, 8));
  if (chance < 0.7) return chunk(making);
  return night(making, making.large && dice.chance(0.01) ? 40_000 : 90);
}

function person({ dice, people }: Making): string {
  return `person-${dice.whole(1, people)}`;
}

function user(name: string) {
  return { user_id: `terra-${name}`, provider: "GARMIN", reference_id: name, scopes: "DAILY,SLEEP" };
}

function delivery(
  { dice, number, run }: Making,
  body: object,
  statedOf: (stampMicros: number) => Stated[] = () => [],
  suffix = "",
): ToldDelivery {
  // Late ones are stamped as older than those before them; the last three digits tell equal milliseconds apart.
  const late = dice.chance(0.3) ? dice.whole(0, mostLate) : 0;
  const stampMicros = (firstStampMs + number - late) * 1000 + (number % 1000);
  return {
    traceId: `${run}-${number}${suffix}`,
    body: Buffer.from(JSON.stringify(body)),
    headers: {
      "dev-id": "proof",
      "terra-reference": `${run}-reference-${number % 10}${suffix}`,
      "x-terra-ordering-timestamp": (stampMicros / 1000).toFixed(3),
    },
    states: statedOf(stampMicros),
  };
}

function auth(making: Making): ToldDelivery {
  const name = person(making);
  return delivery(making, {
    type: "auth",
    status: "success",
    user: { ...user(name), created_at: new Date(firstStampMs).toISOString() },
    widget_session_id: `session-${making.number}`,
  });
}

// To an id of its own in each case, as Terra makes one: they hang together in one chain.
function reauth(making: Making): ToldDelivery {
  const name = person(making);
  const step = making.dice.whole(1, 5);
  const old_user = { ...user(name), user_id: `terra-${name}-was-${step}` };
  return delivery(making, {
    type: "user_reauth",
    status: "warning",
    old_user,
    new_user: user(name),
    user: user(name),
  });
}

function days(making: Making, count: number, suffix = ""): ToldDelivery {
  const name = person(making);
  const value = making.number;
  const chosen = making.dice.some(
    Array.from({ length: DAYS }, (_, i) => i + 1),
    count,
  );
  const body = { type: "daily", user: user(name), data: chosen.map((day) => daily(day, value)) };
  const statedOf = (stampMicros: number) =>
    chosen.map((day) => ({ record: `DAILY ${name} ${dayOf(day)}`, stampMicros, value }));
  return delivery(making, body, statedOf, suffix);
}

function chunk(making: Making): ToldDelivery {
  return days(making, 10, `:chunk:${making.number % 7}`);
}

function daily(day: number, value: number) {
  return {
    metadata: { start_time: `${dayOf(day)}T00:00:00+01:00`, end_time: `${dayOf(day + 1)}T00:00:00+01:00` },
    distance_data: { steps: value },
  };
}

function night(making: Making, samples: number): ToldDelivery {
  const name = person(making);
  const day = making.dice.whole(1, DAYS);
  const value = making.number;
  const hr_samples = Array.from({ length: samples }, (_, i) => ({
    timestamp: `${dayOf(day)}T${new Date(i * 500).toISOString().slice(11, 23)}+01:00`,
    bpm: 40 + ((value + i) % 100),
  }));
  const element = {
    metadata: {
      summary_id: `night-${day}`,
      start_time: `${dayOf(day)}T00:00:00+01:00`,
      end_time: `${dayOf(day)}T08:00:00+01:00`,
    },
    sleep_durations_data: { asleep: { duration_asleep_state_seconds: value } },
    heart_rate_data: { detailed: { hr_samples } },
  };
  return delivery(making, { type: "sleep", user: user(name), data: [element] }, (stampMicros) => [
    { record: `SLEEP ${name} ${dayOf(day)}`, stampMicros, value },
  ]);
}

function dayOf(day: number): string {
  return new Date(Date.UTC(2026, 1, day)).toISOString().slice(0, 10);
}
