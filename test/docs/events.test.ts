/** What docs/rules.md says of each event is tried on an example of it. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { stateOf } from "../../src/connections/connection-state.ts";
import { joinFacts } from "../../src/merge/facts.ts";
import { TERRA_TYPES } from "../../src/metrics.ts";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { isPayload } from "../../src/transfers/payload-types.ts";
import { prepareDelivery } from "../../src/webhook/prepare-delivery.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import { sampleText } from "../terra-client.ts";
import { codeIn, rowsOf } from "./markdown-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readFileSync(`${root}docs/rules.md`, "utf8");

function prepared(body: object, headers: Record<string, string> = {}): PreparedDelivery {
  const terra = readTerraHeaders({ "terra-reference": "reference", ...headers });
  const bytes = Buffer.from(JSON.stringify(body));
  const rest = { id: "delivery", receivedMicros: 1, headers: {}, secret: 0, notes: [], parentId: null };
  return prepareDelivery({ ...rest, terra, body: bytes }, []);
}

describe("the events", () => {
  const rows = rowsOf(docs, "events");

  test("are all that the gateway knows by name", () => {
    const named = rows.flatMap(([events]) => codeIn(events ?? ""));
    const words = new Set(["status", "success"]);
    expect(new Set(named.filter((name) => !words.has(name)))).toEqual(TERRA_TYPES);
  });

  const tried = rows.flatMap(([events = "", outcome = ""]) =>
    bodiesOf(events).map((one) => ({ ...one, outcome })),
  );

  test.each(tried)("$name: $outcome", ({ body, outcome }) => {
    expect(outcomeOf(prepared(body))).toBe(outcome);
  });
});

type Body = Record<string, unknown>;

/** A body of each event that a cell names; without an example of Terra's, one that says no more than whose it is. */
function bodiesOf(events: string): { name: string; body: Body }[] {
  const [first, ...others] = codeIn(events);
  if (events.startsWith("`auth` without"))
    return [
      { name: "auth that failed", body: sample("auth__error-docs-2025-07") },
      {
        name: "auth without a status",
        body: { ...sample("auth__openapi-2026-07-authSuccess"), status: null },
      },
      { name: "auth_cancelled", body: sample("auth_cancelled__openapi-2026-07-authCancelled") },
    ];
  const later = events.endsWith("any other") ? ["some_future_type"] : [];
  return [first ?? "", ...others, ...later].map((name) => ({ name, body: bodyOf(name) }));
}

// An edge is an event's oddest form, not what it means.
const samples = readdirSync(`${root}test/data/terra/samples`)
  .map((file) => file.replace(/\.json$/, ""))
  .filter((name) => !name.includes("__edge-"))
  .map(sample);

function bodyOf(type: string): Body {
  const sampled = type === "s3_upload" ? "s3_payload" : type;
  const found = samples.find(
    (body) => body["type"] === sampled && (type !== "auth" || body["status"] === "success"),
  );
  return { ...(found ?? { user: { user_id: "somebody", provider: "OURA" } }), type };
}

function sample(name: string): Body {
  return JSON.parse(sampleText(name)) as Body;
}

/** In the words of the table. */
function outcomeOf(delivery: PreparedDelivery): string {
  const { state, records, connection, failedAuth, transfer, healthcheck, notes } = delivery;
  const isOf = (note: string) => notes.some((one) => one.startsWith(`kept as it came: ${note}`));
  const made = [
    ...(records.length > 0 ? ["records"] : []),
    ...(connection?.event ? ["the connection's state, and an entry in its history"] : []),
    ...(failedAuth ? ["an entry in the person's history"] : []),
    ...(transfer ? ["a transfer"] : []),
    ...(healthcheck ? ["the last healthcheck, of `ingestStatus`"] : []),
    ...(isOf("an answer to a request") ? ["kept, with a note: an answer to a request"] : []),
    ...(isOf("this release makes nothing") ? ["kept, with a note: nothing is made of it"] : []),
    ...(state === "PENDING" ? ["PENDING: the payload is fetched"] : []),
    ...(state === "FAILED" ? ["FAILED"] : []),
  ];
  return made.join("; ");
}

test("a transfer's payloads are the events that bring records, or links to them", () => {
  const bringing = rowsOf(docs, "events").filter(([, outcome]) => /records|payload/.test(outcome ?? ""));
  const named = bringing.flatMap(([events]) => codeIn(events ?? ""));
  expect([...TERRA_TYPES].filter(isPayload).sort()).toEqual(named.sort());
});

test("every event with a user tells of a connection, but for those that the docs name", () => {
  const silent = [...TERRA_TYPES].filter((type) => {
    const { user, connection } = prepared({
      user: { user_id: "somebody" },
      url: "https://a.example/",
      ...bodyOf(type),
    });
    return user !== null && connection === null;
  });
  expect(silent).toEqual(["auth_cancelled", "s3_payload", "s3_upload"]);
});

describe("a connection's status and notice", () => {
  const rows = rowsOf(docs, "statuses").map(([event = "", ...shown]) => ({
    type: codeIn(event)[0] ?? "",
    shown,
  }));

  test("are told of every event that is about a connection", () => {
    const about = rowsOf(docs, "events").find(([, outcome]) => outcome?.startsWith("the connection's state"));
    expect(rows.map(({ type }) => type)).toEqual(codeIn(about?.[0] ?? ""));
  });

  test.each(rows)("after $type", ({ type, shown: [status, withData, withAuth, notice] }) => {
    const id = type === "user_reauth" ? "new" : "old";
    const [before, happened] = [said("auth", "old", 1), said(type, id, 2)];
    const after = (...more: PreparedDelivery[]) => shownOf([before, happened, ...more], id);
    expect(after()).toMatchObject({ status, notice: notice ? { type: codeIn(notice)[0] } : null });
    expect(after(said("daily", id, 3)).status).toBe(withData);
    expect(after(said("auth", id, 3)).status).toBe(withAuth);
    // What came with an earlier clock changes nothing, though it came later.
    expect(after(said("daily", id, 1), said("auth", id, 1)).status).toBe(status);
  });

  test.each(["google_no_datasource", "permission_change"])("are not changed from an end by %s", (type) => {
    expect(shownOf([said("deauth", "old", 1), said(type, "old", 2)], "old").status).toBe("DEAUTHENTICATED");
  });

  test("of a new id are its own", () => {
    const all = [said("deauth", "old", 3), said("user_reauth", "new", 2)];
    expect(shownOf(all, "new").status).toBe("ACTIVE");
  });
});

function said(type: string, id: string, seconds: number): PreparedDelivery {
  const user = { user_id: id, provider: "OURA", reference_id: "ada" };
  const users = type === "user_reauth" ? { new_user: user, old_user: { ...user, user_id: "old" } } : { user };
  const data = type === "daily" ? { data: [{ metadata: { start_time: "2026-01-01T00:00:00Z" } }] } : {};
  const headers = { "x-terra-ordering-timestamp": String(seconds * 1000) };
  return prepared({ type, status: "success", ...users, ...data }, headers);
}

function shownOf(deliveries: readonly PreparedDelivery[], newestId: string) {
  const facts = deliveries.flatMap(({ connection }) => (connection ? [connection.facts] : []));
  return stateOf(
    joinFacts(facts, (id) => (id === newestId ? 1 : 0)),
    newestId,
  );
}
