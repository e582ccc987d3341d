/** What a gateway makes of a simulated world: all of it, whole, in whichever order it comes. */
import { expect, test } from "vitest";
import type { Account } from "../../../src/simulator/world/account.ts";
import { diceFor } from "../../../src/simulator/world/dice.ts";
import { emissionsOf } from "../../../src/simulator/world/emissions.ts";
import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import { introductions } from "../../../src/simulator/world/world.ts";
import { dateText } from "../../../src/simulator/world/zone.ts";
import { openTestGateway, type TestGateway } from "../../gateway.ts";
import { read } from "../../graphql-client.ts";
import { deliver } from "../../terra-client.ts";
import { DAY, deliveriesOf, NOVEMBER, worldOf } from "./bodies.ts";

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

type Told = {
  users: { nodes: { referenceId: string; healthRecords: { nodes: Omit<Shown, "referenceId">[] } }[] };
};
type Shown = { referenceId: string; type: string; provider: string; localDate: string | null };
type Deliveries = { deliveries: { nodes: { state: string; notes: string[]; error: string | null }[] } };

test("a world told in order and one told at random are one, without a note", {
  timeout: 60_000,
}, async () => {
  const world = worldOf(1, 2);
  const history = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 2)];
  await using inOrder = await openTestGateway({ maxQueryCost: 10_000_000 });
  await using atRandom = await openTestGateway({ maxQueryCost: 10_000_000 });
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

test("every record is of the person's own day, wherever the person lives and however the provider tells of it", {
  timeout: 60_000,
}, async () => {
  const world = worldOf(1, 8, false);
  const history = deliveriesOf(world, NOVEMBER, 2);
  await using gateway = await openTestGateway({ maxQueryCost: 10_000_000 });
  await tell(gateway, history);
  expect(await oddities(gateway, history.length)).toEqual([]);
  const stored = (await recordsOf(gateway)).map(
    ({ referenceId, provider, type, localDate }) => `${referenceId} ${provider} ${type} ${localDate}`,
  );
  const lived = world.accounts.flatMap((account) => daysTold(account, NOVEMBER, NOVEMBER + 2 * DAY));
  expect(lived.length).toBeGreaterThan(150);
  expect(new Set(stored)).toEqual(new Set(lived));
});

test("a history played again changes nothing", { timeout: 60_000 }, async () => {
  const world = worldOf(7, 1, false);
  const history = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 3)];
  await using gateway = await openTestGateway({ maxQueryCost: 10_000_000 });
  await tell(gateway, history);
  const before = await recordsOf(gateway);
  expect(before.length).toBeGreaterThan(0);
  await tell(gateway, history);
  expect(await recordsOf(gateway)).toEqual(before);
});

/** The days of the person that are told of between two instants, as the world counts them: by no provider's clock. */
function daysTold(account: Account, from: number, to: number): string[] {
  const days = Array.from({ length: Math.ceil((to - from) / DAY) + 4 }, (_, index) => from / DAY - 2 + index);
  return days.flatMap((day) =>
    emissionsOf(account, day)
      .filter(({ emittedAt }) => emittedAt >= from && emittedAt < to)
      .flatMap(({ content }) => {
        const { type, data } = content();
        const whose = `${account.person.referenceId} ${account.connection.provider.name} ${type.toUpperCase()}`;
        // A second daily is that of the next day; a second sleep is a nap.
        return data.map((_, index) => `${whose} ${dateText(type === "daily" ? day + index : day)}`);
      }),
  );
}

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
