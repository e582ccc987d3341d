import { expect, test } from "vitest";
import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import {
  backfills,
  changesBefore,
  countBackfills,
  countBetween,
  createWorld,
  deliveriesBetween,
  introductions,
} from "../../../src/simulator/world/world.ts";
import { DAY, deliveriesOf, NOVEMBER, payloadsOf, worldOf } from "./bodies.ts";

const lively = (users = 3) => createWorld({ seed: 1, users, samples: false, events: true });
const year = [...deliveriesBetween(lively(), NOVEMBER - 365 * DAY, NOVEMBER)];

test("in a year every event of Terra's is played", () => {
  const world = lively();
  const played = new Set(
    [...introductions(world), ...backfills(world), ...year].map(({ body }) => body.type),
  );
  expect([...played].sort()).toEqual(
    [
      ...["access_revoked", "activity", "athlete", "auth", "auth_cancelled", "body", "connection_error"],
      ...["daily", "deauth", "google_no_datasource", "healthcheck", "large_request_processing"],
      ...["large_request_sending", "menstruation", "nutrition", "permission_change", "rate_limit_hit"],
      ...["sleep", "user_reauth"],
    ].sort(),
  );
});

test("the days are told as without events, under the ids that the accounts then have", () => {
  const plain = deliveriesOf(worldOf(1, 3, false), NOVEMBER, 6);
  const told = [...deliveriesBetween(lively(), NOVEMBER, NOVEMBER + 6 * DAY)].filter(
    ({ body }) => "data" in body,
  );
  const daysOf = ({ emittedAt, account, body }: SimulatedDelivery) => ({
    emittedAt,
    account,
    data: "data" in body ? body.data : null,
  });
  expect(told.map(daysOf)).toEqual(plain.map(daysOf));
  expect(told.some(({ terraUserId, account }) => terraUserId !== account)).toBe(true);
});

test("a longer history tells the same as a shorter one, bytes and all", () => {
  const world = lively();
  const longer = [...changesBefore(world, NOVEMBER - 30 * DAY)].concat([
    ...deliveriesBetween(world, NOVEMBER - 30 * DAY, NOVEMBER + 3 * DAY),
  ]);
  const shorter = [
    ...changesBefore(world, NOVEMBER),
    ...deliveriesBetween(world, NOVEMBER, NOVEMBER + 3 * DAY),
  ];
  const texts = new Set(longer.map((delivery) => JSON.stringify(delivery)));
  expect(shorter.length).toBeGreaterThan(200);
  expect(shorter.filter((delivery) => !texts.has(JSON.stringify(delivery)))).toEqual([]);
});

test("every id but an account's first has an auth and is linked to the one before it, or followed a deauth", () => {
  const events = [
    ...introductions(lively()),
    ...changesBefore(lively(), NOVEMBER),
    ...deliveriesBetween(lively(), NOVEMBER, NOVEMBER + 60 * DAY),
  ];
  const authenticated = new Set(
    events.flatMap(({ body }) => (body.type === "auth" ? [body.user.user_id] : [])),
  );
  const links = events.flatMap(({ body }) => (body.type === "user_reauth" ? [body] : []));
  expect(links.length).toBeGreaterThan(50);
  for (const { old_user, new_user } of links) {
    expect([authenticated.has(old_user.user_id), authenticated.has(new_user.user_id)]).toEqual([true, true]);
    expect(Date.parse(old_user.created_at)).toBeLessThan(Date.parse(new_user.created_at));
  }
  const linked = new Set(links.map(({ new_user }) => new_user.user_id));
  const others = [...authenticated].filter((id) => !linked.has(id)).length;
  const deauths = events.filter(({ body }) => body.type === "deauth").length;
  const accounts = lively().accounts.length;
  const tries = events.filter(({ body }) => body.type === "google_no_datasource").length;
  expect(others).toBe(deauths + accounts + tries);
});

test("an account begins with a backfill in chunks of ten days at the most, as many as were promised", () => {
  const world = lively();
  const sent = [...backfills(world)];
  expect(sent).toHaveLength(countBackfills(world));
  const requests = Map.groupBy(sent, ({ headers }) => headers["terra-reference"]);
  expect(requests.size).toBeGreaterThan(2);
  for (const request of requests.values()) {
    const chunks = request.filter((one) => payloadsOf(one, "daily").length > 0);
    const promised = request.flatMap(({ body }) =>
      body.type === "large_request_sending" ? [body.expected_payloads] : [],
    );
    expect(promised).toEqual([chunks.length]);
    expect(chunks.every((one) => payloadsOf(one, "daily").length <= 10)).toBe(true);
    const traces = chunks.map(({ headers }) => headers["x-terra-trace-id"]);
    expect(traces).toEqual(chunks.map(({ headers }, n) => `${headers["terra-reference"]}:chunk:${n + 1}`));
  }
});

test("the count of what is emitted is right with events as well", () => {
  expect(countBetween(lively(), NOVEMBER - 365 * DAY, NOVEMBER)).toBe(year.length);
});
