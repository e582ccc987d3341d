import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockMicros, type Envelope, readEnvelope, readTerraUser } from "../../src/terra/envelope.ts";
import { parseTerraJson } from "../../src/terra/json.ts";
import { readTime } from "../../src/terra/times.ts";

const instant = (text: string): number | null => readTime(text)?.instantMicros ?? null;

function sample(name: string): Record<string, unknown> {
  const file = new URL(`../data/terra/samples/${name}.json`, import.meta.url);
  return Object.fromEntries(Object.entries(Object(parseTerraJson(readFileSync(file)))));
}

const read = (name: string): Envelope => readEnvelope(sample(name));

const names = readdirSync(new URL("../data/terra/samples/", import.meta.url))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

describe("the samples", () => {
  test.each(names)("%s keeps its type, its status and its user", (name) => {
    const { type, status, user, new_user, data } = sample(name);
    const envelope = read(name);
    expect([envelope.type, envelope.status]).toEqual([type ?? null, status ?? null]);
    const { reference_id, session_id } = Object(data);
    const labUser = reference_id ? `lab:${reference_id}` : `lab:session:${session_id}`;
    const user_id = name.startsWith("lab_report") ? labUser : Object(user ?? new_user).user_id;
    expect({ user_id: envelope.user?.terraUserId }).toMatchObject({ user_id });
  });

  test("an auth tells the connection, its scopes and its person", () => {
    expect(read("auth__docs-handling-authentication-events")).toEqual({
      type: "auth",
      status: "success",
      user: {
        terraUserId: "4735eac4-31a2-47ef-8b11-51e98d84c680",
        provider: "GARMIN",
        referenceId: "tony_stark",
        scopes: ["COURSE_IMPORT", "WORKOUT_IMPORT", "ACTIVITY_EXPORT", "HEALTH_EXPORT"],
        active: true,
        createdAtMicros: Date.UTC(2024, 9, 7, 3, 45) * 1000,
        lastWebhookUpdateMicros: null,
      },
      formerUser: null,
      elements: [],
      referenceId: "tony_stark",
      message: "User has successfully authenticated",
      reason: null,
      widgetSessionId: "a9a0c7a4-c05e-4550-a973-f87a31a7c558",
      flowId: null,
      scopesAdded: null,
      scopesRemoved: null,
      occurredAtMicros: null,
    });
  });

  test("a failed auth tells its reason", () => {
    const { status, reason, referenceId } = read("auth__error-docs-2025-07");
    expect({ status, reason, referenceId }).toEqual({
      status: "error",
      reason: "auth_cancelled",
      referenceId: "user-123",
    });
  });

  test("a cancelled auth has no user, but a reference of its own", () => {
    const envelope = read("auth_cancelled__openapi-2026-07-authCancelled");
    expect(envelope).toMatchObject({ user: null, referenceId: "your-user-123", reason: "access_denied" });
  });

  test("a deauth may name no provider and no scopes", () => {
    const { user } = read("deauth__terra-client-js-2022-null-provider");
    expect(user).toMatchObject({ provider: null, scopes: null, active: null, referenceId: null });
    expect(read("deauth__openapi-2026-07").user).toMatchObject({ provider: "GARMIN", active: false });
  });

  test("an athlete is one element, beside the data or in it", () => {
    const { athlete } = sample("athlete__openapi-2026-07");
    expect(read("athlete__openapi-2026-07").elements).toEqual([athlete]);
    expect(readEnvelope({ type: "athlete", data: { age: 28 } }).elements).toEqual([{ age: 28 }]);
    expect(readEnvelope({ type: "athlete", athlete: null, data: [{ age: 28 }] }).elements).toEqual([
      { age: 28 },
    ]);
    expect(readEnvelope({ type: "athlete", data: null }).elements).toEqual([]);
  });

  test("an athlete's user has times with a space for T", () => {
    const { user } = read("athlete__schema-full-coverage");
    expect(user).toMatchObject({ createdAtMicros: Date.UTC(2022, 11, 12, 10) * 1000 });
  });

  test("data that is empty, null or absent has no elements", () => {
    expect(read("activity__edge-data-empty").elements).toEqual([]);
    expect(read("activity__edge-data-null").elements).toEqual([]);
    expect(read("healthcheck__docs-event-types")).toMatchObject({
      type: "healthcheck",
      user: null,
      elements: [],
    });
  });

  test("a type that is not known yet is read like the others", () => {
    const envelope = read("unknown__edge-new-type");
    expect(envelope).toMatchObject({ type: "some_future_type", user: { provider: "GOOGLE" } });
    expect(envelope.elements).toHaveLength(1);
  });

  test("a lab report is one element with a time of its own", () => {
    const envelope = read("lab_report.failed__openapi-2026-07-failed");
    expect(envelope.elements).toMatchObject([{ session_id: "297405620317847552" }]);
    expect(envelope.occurredAtMicros).toBe(Date.UTC(2026, 6, 1, 9, 15, 2) * 1000);
  });

  test("a re-authentication's users are read one by one", () => {
    const { new_user, old_user } = sample("user_reauth__docs-event-types");
    expect(readTerraUser(new_user)?.terraUserId).toMatch(/./);
    expect(readTerraUser(old_user)?.terraUserId).not.toBe(readTerraUser(new_user)?.terraUserId);
    expect(readTerraUser(null)).toBeNull();
  });
});

describe("odd shapes", () => {
  test("blanks are null, numbers used as ids become text", () => {
    const user = readTerraUser({ user_id: 123456, provider: "", reference_id: 7, scopes: " a, ,b,," });
    expect(user).toMatchObject({
      terraUserId: "123456",
      provider: null,
      referenceId: "7",
      scopes: ["a", "b"],
    });
    expect(readTerraUser({ user_id: "u", reference_id: "  " })).toMatchObject({ referenceId: null });
    expect(readTerraUser({ user_id: "u", scopes: "" })).toMatchObject({ scopes: [] });
    expect(readTerraUser({ user_id: "u", scopes: ["a", " b ", null] })).toMatchObject({ scopes: ["a", "b"] });
  });

  test.each([{}, { user_id: null }, { user_id: " " }, { user_id: {} }, { user_id: true }, [], "u", 5])(
    "%j is no user",
    (user) => {
      expect(readEnvelope({ type: "daily", user }).user).toBeNull();
    },
  );

  test("the user's reference goes before the event's own, unless it is blank", () => {
    const reference = (inner: unknown) =>
      readEnvelope({ user: { user_id: "u", reference_id: inner }, reference_id: "outer" }).referenceId;
    expect(reference("inner")).toBe("inner");
    expect(reference("")).toBe("outer");
    expect(reference(null)).toBe("outer");
  });

  test("elements stay where they were, whatever they are", () => {
    expect(readEnvelope({ type: "daily", data: [null, 5, {}] }).elements).toEqual([null, 5, {}]);
    expect(readEnvelope({ type: "daily", data: "text" }).elements).toEqual([]);
  });

  test("nothing throws", () => {
    const value = fc.jsonValue();
    const record = fc.record(
      {
        type: fc.oneof(value, fc.constant("athlete")),
        user: value,
        data: value,
        athlete: value,
        occurred_at: value,
      },
      { requiredKeys: [] },
    );
    const user = fc.record({ user_id: value, scopes: value, created_at: value, active: value });
    fc.assert(
      fc.property(record, user, (body, user) => {
        expect(Array.isArray(readEnvelope(body).elements)).toBe(true);
        expect(() => readEnvelope({ ...body, user })).not.toThrow();
      }),
    );
  });
});

describe("the clock", () => {
  const user = {
    user_id: "u",
    created_at: "2025-11-15T23:35:39.335187",
    last_webhook_update: "2026-07-01T09:12:33.891000+00:00",
  };
  const clock = (body: Record<string, unknown>, header: number | null = null) =>
    clockMicros(readEnvelope({ type: "daily", ...body }), header);

  test("is the header's, else the user's last webhook's, else the event's own, else none", () => {
    const occurred_at = "2026-07-01T09:15:02Z";
    expect(clock({ user, occurred_at }, 5)).toBe(5);
    expect(clock({ user, occurred_at }, 0)).toBe(0);
    expect(clock({ user, occurred_at })).toBe(instant(user.last_webhook_update));
    expect(clock({ user: { user_id: "u" }, occurred_at })).toBe(instant(occurred_at));
    expect(clock({ user: { user_id: "u", created_at: user.created_at } })).toBeNull();
  });

  test("of an auth is the header's, else its creation, taken as UTC, else its last webhook's", () => {
    expect(clock({ type: "auth", user }, 5)).toBe(5);
    expect(clock({ type: "auth", user })).toBe(instant(`${user.created_at}Z`));
    expect(clock({ type: "auth", user: { ...user, created_at: null } })).toBe(
      instant(user.last_webhook_update),
    );
    expect(clock({ type: "auth" })).toBeNull();
  });
});
