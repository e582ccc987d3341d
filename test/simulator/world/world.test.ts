/** A world repeats: a day is the same, however much of a history is asked for and whenever. */
import { describe, expect, test } from "vitest";
import { countBetween, deliveriesBetween, introductions } from "../../../src/simulator/world/world.ts";
import { DAY, deliveriesOf, NOVEMBER, worldOf } from "./bodies.ts";

describe("the deliveries of a world", () => {
  test("are the same for the same seed, byte for byte, and others for another", () => {
    const [one, same, other] = [1, 1, 2].map((seed) =>
      JSON.stringify(deliveriesOf(worldOf(seed, 3), NOVEMBER, 3)),
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test("are those of a longer history, on the days that both have", () => {
    const long = deliveriesOf(worldOf(5, 2), NOVEMBER - 25 * DAY, 30);
    const short = deliveriesOf(worldOf(5, 2), NOVEMBER, 5);
    expect(JSON.stringify(long.filter(({ emittedAt }) => emittedAt >= NOVEMBER))).toBe(JSON.stringify(short));
  });

  test("are those of fewer people, and some more", () => {
    const [few, many] = [1, 6].map((users) => deliveriesOf(worldOf(9, users, false), NOVEMBER, 2));
    const people = new Set(few?.map(({ person }) => person));
    expect(JSON.stringify(many?.filter(({ person }) => people.has(person)))).toBe(JSON.stringify(few));
  });

  test("come in order, and in parts as in one piece, of which the count is known before", () => {
    const world = worldOf(3, 4, false);
    const [from, middle, to] = [NOVEMBER + 7_654_321, NOVEMBER + 30_000_001, NOVEMBER + 4 * DAY - 1];
    const whole = [...deliveriesBetween(world, from, to)];
    const parts = [...deliveriesBetween(world, from, middle), ...deliveriesBetween(world, middle, to)];
    expect(JSON.stringify(parts)).toBe(JSON.stringify(whole));
    expect(countBetween(world, from, to)).toBe(whole.length);
    const times = whole.map(({ emittedAt }) => emittedAt);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.every((time) => time >= from && time < to)).toBe(true);
  });

  test("name the webhook before them, so that they can be put in order without stamps", () => {
    const world = worldOf(4, 3, false);
    const last = new Map(introductions(world).map(({ terraUserId, emittedAt }) => [terraUserId, emittedAt]));
    const sent = [...deliveriesBetween(world, Date.UTC(2021, 0, 1), Date.UTC(2021, 7, 1))];
    expect(sent.length).toBeGreaterThan(100);
    for (const { terraUserId, emittedAt, body } of sent) {
      const user = "user" in body ? body.user : null;
      expect(Date.parse(user?.last_webhook_update ?? "")).toBe(last.get(terraUserId));
      expect(emittedAt).toBeGreaterThan(last.get(terraUserId) ?? Number.POSITIVE_INFINITY);
      last.set(terraUserId, emittedAt);
    }
  });

  test("bear stamps on most connections and none on some, no stamp twice", () => {
    const sent = deliveriesOf(worldOf(1, 3, false), NOVEMBER, 2);
    const traces = sent.flatMap(({ headers }) => headers["x-terra-trace-id"] ?? []);
    expect(new Set(traces).size).toBe(traces.length);
    expect(traces.length).toBeGreaterThan(sent.length / 2);
    expect(traces.length).toBeLessThan(sent.length);
    for (const { headers, emittedAt } of sent) {
      expect(headers).toMatchObject({ "dev-id": "terrarium-simulator", "hook-type": "WEBHOOK" });
      expect([undefined, String(emittedAt)]).toContain(headers["x-terra-ordering-timestamp"]);
      expect(headers["terra-reference"] === undefined).toBe(headers["x-terra-trace-id"] === undefined);
      expect(headers["x-terra-ordering-timestamp"] === undefined).toBe(
        headers["x-terra-trace-id"] === undefined,
      );
    }
  });
});

describe("the introductions of a world", () => {
  test("are an auth and an athlete of every connection, from before any history", () => {
    const world = worldOf(1, 6);
    const types = introductions(world).map(({ body }) => body.type);
    expect(types).toEqual(world.accounts.flatMap(() => ["auth", "athlete"]));
    for (const { body, emittedAt } of introductions(world)) {
      expect(emittedAt).toBeLessThan(Date.UTC(2022, 0, 1));
      if (body.type !== "auth") continue;
      expect(body.reference_id).toBe(body.user.reference_id);
      expect(body.user).toMatchObject({ active: true, last_webhook_update: null });
      expect(body.user.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
    }
  });

  test("are of people who differ, with no two connections of one provider", () => {
    const { people } = worldOf(1, 12);
    expect(new Set(people.map(({ referenceId }) => referenceId)).size).toBe(12);
    const zones = new Set(people.map(({ place }) => place.zone.name));
    expect([...zones]).toEqual(expect.arrayContaining(["Europe/Berlin", "Asia/Kathmandu", "Asia/Kolkata"]));
    for (const { connections } of people) {
      expect(new Set(connections.map(({ provider }) => provider.name)).size).toBe(connections.length);
      expect(connections.length).toBeGreaterThanOrEqual(3);
    }
  });
});
