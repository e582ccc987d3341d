/** What a gateway makes of a simulated world: all of it, whole, in whichever order it comes. */
import { expect, test } from "vitest";
import { diceFor } from "../../../src/simulator/world/dice.ts";
import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import { introductions } from "../../../src/simulator/world/world.ts";
import { openTestGateway, type TestGateway } from "../../gateway.ts";
import { read } from "../../graphql-client.ts";
import { deliver } from "../../terra-client.ts";
import { deliveriesOf, NOVEMBER, worldOf } from "./bodies.ts";

const RECORDS = `
  { users { nodes { referenceId connections { provider status } healthRecords(first: 1000, order: OLDEST_FIRST) { nodes {
    type provider localDate startTime endTime utcOffset
    series { name start offsets columns { name numbers } }
    ... on Daily { steps distanceMeters restingHeartRateBpm avgHeartRateBpm minHeartRateBpm activityScore terraTotalStressScore }
    ... on Sleep { durationAsleepSeconds durationRemSleepSeconds hrvRmssdMs sleepScore summaryId isNap }
    ... on Activity { name steps maxHeartRateBpm }
    ... on Body { weightKg }
    ... on Nutrition { calories meals { name } }
    ... on Menstruation { dayInCycle }
    ... on Athlete { firstName }
  } } } } }`;
const DELIVERIES = "{ deliveries(first: 1000) { nodes { state notes error type } } }";

type Told = { users: { nodes: { referenceId: string; healthRecords: { nodes: Shown[] } }[] } };
type Shown = { type: string; provider: string; localDate: string | null };
type Deliveries = { deliveries: { nodes: { state: string; notes: string[]; error: string | null }[] } };

test("a world told in order and one told at random are one, without a note", {
  timeout: 60_000,
}, async () => {
  const world = worldOf(1, 2);
  const history = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 3)];
  await using inOrder = await openTestGateway();
  await using atRandom = await openTestGateway();
  await tell(inOrder, history);
  await tell(atRandom, shuffled(history));
  for (const gateway of [inOrder, atRandom]) {
    expect(await oddities(gateway, history.length)).toEqual([]);
  }
  const [told, toldAtRandom] = [await recordsOf(inOrder), await recordsOf(atRandom)];
  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["DAILY", "SLEEP", "NUTRITION", "BODY"]),
  );
  expect(toldAtRandom).toEqual(told);
});

test("a person's days are the same of all providers, wherever the person lives", {
  timeout: 60_000,
}, async () => {
  const world = worldOf(1, 3);
  const history = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 3)];
  await using gateway = await openTestGateway();
  await tell(gateway, history);
  expect(await oddities(gateway, history.length)).toEqual([]);
  const records = (await recordsOf(gateway)).filter(({ type }) => type === "NUTRITION" || type === "DAILY");
  const whole = ["2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"];
  expect(records.length).toBeGreaterThan(15);
  for (const { localDate } of records) expect(whole).toContain(localDate);
  const days = records.map(({ provider, type, localDate }) => `${provider} ${type} ${localDate}`);
  for (const provider of [
    "GARMIN DAILY",
    "OURA DAILY",
    "CRONOMETER NUTRITION",
    "FITBIT DAILY",
    "MYFITNESSPAL NUTRITION",
  ]) {
    expect(days).toContain(`${provider} 2026-11-02`);
  }
});

test("a history played again changes nothing", { timeout: 60_000 }, async () => {
  const world = worldOf(7, 1, false);
  const history = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 3)];
  await using gateway = await openTestGateway();
  await tell(gateway, history);
  const before = await recordsOf(gateway);
  await tell(gateway, history);
  expect(await recordsOf(gateway)).toEqual(before);
});

/** The deliveries that were not applied, or of which a value did not fit. */
async function oddities(gateway: TestGateway, count: number) {
  const { deliveries } = await read<Deliveries>(gateway, DELIVERIES);
  expect(deliveries.nodes).toHaveLength(count);
  return deliveries.nodes.filter(({ state, notes }) => state !== "APPLIED" || notes.length > 0);
}

async function recordsOf(gateway: TestGateway): Promise<Shown[]> {
  const { users } = await read<Told>(gateway, RECORDS);
  const people = [...users.nodes].sort((one, other) => (one.referenceId < other.referenceId ? -1 : 1));
  return people
    .flatMap(({ referenceId, healthRecords }) =>
      healthRecords.nodes.map((node) => ({ referenceId, ...node })),
    )
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

async function tell(gateway: TestGateway, deliveries: readonly SimulatedDelivery[]): Promise<void> {
  for (const { body, headers } of deliveries) {
    const { status } = await deliver(gateway, body, headers);
    expect(status).toBe(200);
  }
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const dice = diceFor("shuffled");
  return items
    .map((item) => ({ item, at: dice.uniform() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
