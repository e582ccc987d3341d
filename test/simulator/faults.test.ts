import { expect, test } from "vitest";
import { FAULTS, type Fault } from "../../src/simulator/faults/fault.ts";
import type { FaultyDelivery } from "../../src/simulator/faults/faulty-delivery.ts";
import { withFaults } from "../../src/simulator/faults/with-faults.ts";
import type { SimulatedDelivery } from "../../src/simulator/world/simulated-delivery.ts";
import {
  backfills,
  changesBefore,
  createWorld,
  deliveriesBetween,
  introductions,
} from "../../src/simulator/world/world.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { allRecords, type RecordFacts, withoutOwn } from "./all-records.ts";
import { runSimulation } from "./run-simulation.ts";
import { DAY } from "./world/bodies.ts";
import { openYesMan } from "./yes-man.ts";

const from = Date.UTC(2026, 2, 10);

function history(days: number, start = from, users = 2): SimulatedDelivery[] {
  const world = createWorld({ seed: 7, users, samples: false, events: true });
  const lived = deliveriesBetween(world, start, start + days * DAY);
  return [...introductions(world), ...backfills(world), ...changesBefore(world, start), ...lived];
}

function arriving(deliveries: SimulatedDelivery[], kinds: readonly Fault[] = FAULTS): FaultyDelivery[] {
  return [...withFaults(deliveries, { kinds, seed: 7, fromMs: from, differs: () => undefined })];
}

const connections = `{ connections(first: 1000) { nodes { terraUserId provider status scopes user { referenceId } } } }`;

/** All that a gateway shows, less what tells how it came there. */
async function stateOf(gateway: TestGateway) {
  const shown = await read<{ connections: { nodes: { terraUserId: string }[] } }>(gateway, connections);
  const records = withoutOwn(await allRecords(gateway)) as Omit<RecordFacts, "id">[];
  return {
    connections: shown.connections.nodes.toSorted((a, b) => (a.terraUserId < b.terraUserId ? -1 : 1)),
    records: records.map(({ revision, ...record }) => JSON.stringify(record)),
  };
}

test("whatever goes wrong on the way, the state in the end is the same, less the chunks that never came", {
  timeout: 120_000,
}, async () => {
  await using clean = await openTestGateway();
  await using faulty = await openTestGateway();
  await using holed = await openTestGateway();
  const play = ({ url, secret }: TestGateway, ...more: string[]) =>
    runSimulation(
      ["--users", "1", "--days", "2", "--seed", "7", "--until", "2026-03-11"].concat(
        ["--url", url, "--secret", secret],
        more,
      ),
    );
  const others = FAULTS.filter((fault) => fault !== "missing-chunks");
  const runs = [
    await play(clean, "--events"),
    await play(faulty, "--faults", others.join(",")),
    await play(holed, "--faults", "missing-chunks"),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  for (const fault of others) expect(runs[1]?.out).toMatch(new RegExp(`^${fault} +\\d+ `, "m"));
  expect(runs[1]?.out).toMatch(/^wrong-signatures +\d+ +401 refused$/m);
  const wanted = await stateOf(clean);
  expect(wanted.records.length).toBeGreaterThan(30);
  expect(await stateOf(faulty)).toEqual(wanted);

  expect(runs[2]?.out).toMatch(/^missing-chunks +1 +never sent$/m);
  const { records } = await stateOf(holed);
  const missing = wanted.records.filter((record) => !records.includes(record));
  expect(missing.length).toBeGreaterThan(0);
  expect(missing.length).toBeLessThanOrEqual(10);
  expect(records.length).toBe(wanted.records.length - missing.length);
  const days = missing.map((record) => JSON.parse(record) as { __typename: string; localDate: string });
  expect(new Set(days.map(({ __typename }) => __typename))).toEqual(new Set(["Daily"]));
  expect(days.every(({ localDate }) => localDate < "2022")).toBe(true);
});

test("the same seed meets the same faults, and one kind the same whichever others are played", () => {
  const deliveries = history(6);
  expect(arriving(deliveries)).toEqual(arriving(deliveries));
  const late = (kinds: readonly Fault[]) =>
    arriving(deliveries, kinds)
      .filter(({ faults }) => faults.includes("lateness"))
      .map(({ account, emittedAt }) => `${account} ${emittedAt}`);
  expect(new Set(late(FAULTS.filter((fault) => fault !== "missing-chunks")))).toEqual(
    new Set(late(["lateness"])),
  );
  expect(late(["lateness"]).length).toBeGreaterThan(3);
});

test("deliveries arrive by the clock of their arrival, some behind later ones of their connection, and none is lost", () => {
  const deliveries = history(6);
  const arrived = arriving(deliveries, ["duplicates", "reordering", "lateness"]);
  const times = arrived.map(({ arrivesAt }) => arrivesAt);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  const bodies = new Set(arrived.map(({ body }) => body));
  expect(bodies.size).toBe(deliveries.length);
  expect(arrived.length).toBeGreaterThan(deliveries.length);
  const overtaken = [...Map.groupBy(arrived, ({ account }) => account).values()].filter((ofOne) =>
    ofOne.some(({ emittedAt }, index) => emittedAt < (ofOne[index - 1]?.emittedAt ?? 0)),
  );
  expect(overtaken.length).toBeGreaterThan(2);
});

test("without any kind of fault, deliveries arrive as they are emitted", () => {
  const deliveries = history(3);
  expect(arriving(deliveries, []).map(({ body }) => body)).toEqual(deliveries.map(({ body }) => body));
});

test("what has no clock at all comes when it is emitted, and again at once", () => {
  const clockless = history(6).flatMap((delivery) => {
    const { "x-terra-ordering-timestamp": _, ...headers } = delivery.headers;
    const { body } = delivery;
    if (!("user" in body) || body.type === "auth") return [];
    return [{ ...delivery, headers, body: { ...body, user: { ...body.user, last_webhook_update: null } } }];
  });
  const arrived = arriving(clockless, ["duplicates", "reordering", "lateness"]);
  expect(arrived.length).toBeGreaterThan(clockless.length);
  for (const ofOne of Map.groupBy(arrived, ({ account }) => account).values()) {
    const times = ofOne.map(({ emittedAt }) => emittedAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  }
});

test("a gateway that takes a wrong signature is told so, and the run ends with 1", async () => {
  await using yesMan = await openYesMan();
  const target = ["--url", yesMan.url, "--secret", "x"];
  const { code, out } = await runSimulation(
    ["--users", "1", "--days", "1", "--seed", "7", "--faults", "wrong-signatures"].concat(target),
  );
  expect(code).toBe(1);
  expect(out).toMatch(/^wrong-signatures +\d+ +200$/m);
});

test("says which faults there are, to whoever asks for another", async () => {
  const { code, err } = await runSimulation(["--faults", "earthquakes"]);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/^--faults: wanted: some of duplicates,.*; earthquakes came\.\n$/),
  });
});
