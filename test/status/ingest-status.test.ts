/** How ingest is doing, as an operator sees it: over GraphQL, in the metrics, and beside readiness. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";

const QUERY = `{ ingestStatus {
  lastHealthcheck { receivedAt createdAt status trendPercentage sentWebhooksLastHour }
  isHealthcheckOverdue warnings lastDeliveryAt oldestDeliveryAt
  pendingDeliveries oldestPendingAt failedDeliveries oldestFailedAt
  connectionsKeptAfterRevocation queueLength queueBytes
} }`;

type Status = {
  lastHealthcheck: {
    receivedAt: string;
    createdAt: string | null;
    sentWebhooksLastHour: number | null;
  } | null;
  isHealthcheckOverdue: boolean;
  warnings: string[];
  [field: string]: unknown;
};

async function statusOf(gateway: TestGateway): Promise<Status> {
  return (await read<{ ingestStatus: Status }>(gateway, QUERY)).ingestStatus;
}

function healthcheck(second: number, sent: number) {
  const creation_timestamp = `2026-03-01 10:00:${String(second).padStart(2, "0")}.000000+00:00`;
  return {
    type: "healthcheck",
    status: "normal",
    creation_timestamp,
    trend_percentage: 3,
    sent_webhooks_last_hour: sent,
  };
}

async function readyOf({ url }: TestGateway): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function metricsOf({ url }: TestGateway): Promise<string[]> {
  return (await (await fetch(`${url}/metrics`)).text()).split("\n");
}

function valueIn(metrics: string[], name: string): string | undefined {
  return metrics.find((line) => line.startsWith(`${name} `))?.split(" ")[1];
}

test("says of a gateway that has taken nothing that all is well", async () => {
  await using gateway = await openTestGateway({ healthcheckOverdueSeconds: 1 });
  expect(await statusOf(gateway)).toEqual({
    lastHealthcheck: null,
    isHealthcheckOverdue: false,
    warnings: [],
    lastDeliveryAt: null,
    oldestDeliveryAt: null,
    pendingDeliveries: 0,
    oldestPendingAt: null,
    failedDeliveries: 0,
    oldestFailedAt: null,
    connectionsKeptAfterRevocation: 0,
    queueLength: 0,
    queueBytes: 0,
  });
  const metrics = await metricsOf(gateway);
  expect(metrics.filter((line) => /^terrarium_healthcheck_\w+ /.test(line))).toEqual([]);
  expect(metrics).toContain('terrarium_unsettled_deliveries{state="FAILED"} 0');
  expect((await readyOf(gateway)).body).not.toHaveProperty("healthcheck");
});

test("keeps the healthcheck that Terra made last, however they come", async () => {
  await using gateway = await openTestGateway();
  await Promise.all([30, 10, 59, 20].map((second) => deliver(gateway, healthcheck(second, second))));
  await deliver(gateway, healthcheck(5, 5));
  expect((await statusOf(gateway)).lastHealthcheck).toEqual({
    receivedAt: expect.any(String),
    createdAt: "2026-03-01T10:00:59+00:00",
    status: "normal",
    trendPercentage: 3,
    sentWebhooksLastHour: 59,
  });
});

test("is not held up by a healthcheck that says it is of the future", async () => {
  await using gateway = await openTestGateway();
  await deliver(gateway, { ...healthcheck(1, 1), creation_timestamp: "9999-01-01 00:00:00.000000+00:00" });
  const today = new Date(Date.now() + 1_000).toISOString();
  await deliver(gateway, { ...healthcheck(1, 2), creation_timestamp: today });
  expect((await statusOf(gateway)).lastHealthcheck).toMatchObject({ sentWebhooksLastHour: 2 });
});

test.each([
  ["nothing more", {}],
  [
    "another type in every field",
    { status: [], creation_timestamp: 5, trend_percentage: "x", sent_webhooks_last_hour: {} },
  ],
  ["a NUL in its status", { status: "a\0b" }],
])("takes a healthcheck with %s", async (_name, fields) => {
  await using gateway = await openTestGateway();
  expect((await deliver(gateway, { type: "healthcheck", ...fields })).status).toBe(200);
  expect((await statusOf(gateway)).lastHealthcheck).toMatchObject({
    createdAt: null,
    sentWebhooksLastHour: null,
  });
  const { deliveries } = await read<{ deliveries: { nodes: object[] } }>(
    gateway,
    "{ deliveries { nodes { state error notes } } }",
  );
  expect(deliveries.nodes).toEqual([{ state: "APPLIED", error: null, notes: [] }]);
});

describe("when no healthcheck has come for the set time", () => {
  test("warns in words, in the metrics and beside readiness, which stays, until the next one comes", async () => {
    await using gateway = await openTestGateway({ healthcheckOverdueSeconds: 1 });
    await deliver(gateway, healthcheck(1, 7));
    expect(await statusOf(gateway)).toMatchObject({ isHealthcheckOverdue: false, warnings: [] });
    await sleep(1_100);

    const status = await statusOf(gateway);
    expect(status.isHealthcheckOverdue).toBe(true);
    expect(status.warnings).toEqual([
      expect.stringMatching(/^Terra's last healthcheck came at .*, more than 1 seconds ago/),
    ]);
    const ready = await readyOf(gateway);
    expect(ready).toEqual({
      status: 200,
      body: {
        status: "ready",
        database: "reachable",
        migrations: "applied",
        healthcheck: { lastReceivedAt: status.lastHealthcheck?.receivedAt, overdue: true },
      },
    });
    const metrics = await metricsOf(gateway);
    expect(valueIn(metrics, "terrarium_healthcheck_overdue")).toBe("1");
    expect(valueIn(metrics, "terrarium_healthcheck_sent_last_hour")).toBe("7");
    expect(valueIn(metrics, "terrarium_healthcheck_trend_percentage")).toBe("3");
    expect(Number(valueIn(metrics, "terrarium_healthcheck_age_seconds"))).toBeGreaterThan(1);

    await deliver(gateway, healthcheck(2, 8));
    expect(await statusOf(gateway)).toMatchObject({ isHealthcheckOverdue: false, warnings: [] });
  });

  test("says nothing where the setting is 0", async () => {
    await using gateway = await openTestGateway({ healthcheckOverdueSeconds: 0 });
    await deliver(gateway, healthcheck(1, 7));
    const pool = openTestPool(gateway.databaseUrl);
    await pool.query("update healthchecks set received_at = '2020-01-01'").finally(() => pool.end());
    expect(await statusOf(gateway)).toMatchObject({ isHealthcheckOverdue: false, warnings: [] });
    expect((await readyOf(gateway)).body["healthcheck"]).toEqual({
      lastReceivedAt: "2020-01-01T00:00:00+00:00",
      overdue: false,
    });
  });
});

test("counts what is stuck and what is kept after revocation", async () => {
  await using gateway = await openTestGateway();
  await deliver(gateway, { type: "daily", user: { user_id: "left", provider: "OURA" }, data: [] });
  await deliver(gateway, { type: "deauth", status: "success", user: { user_id: "left", provider: "OURA" } });
  await deliver(gateway, { type: "daily", data: [{ odd: true }] });
  await deliver(gateway, { type: "s3_payload", url: "http://not.secure" });
  const status = await statusOf(gateway);
  expect(status).toMatchObject({
    failedDeliveries: 2,
    pendingDeliveries: 0,
    oldestPendingAt: null,
    connectionsKeptAfterRevocation: 1,
    warnings: [expect.stringMatching(/^2 deliveries are FAILED, the oldest since /)],
  });
  const { deliveries } = await read<{ deliveries: { nodes: { receivedAt: string }[] } }>(
    gateway,
    "{ deliveries { nodes { receivedAt } } }",
  );
  const [newest, failed, , oldest] = deliveries.nodes.map(({ receivedAt }) => receivedAt);
  expect([status["lastDeliveryAt"], status["oldestFailedAt"], status["oldestDeliveryAt"]]).toEqual([
    newest,
    failed,
    oldest,
  ]);
  expect(await metricsOf(gateway)).toContain('terrarium_unsettled_deliveries{state="FAILED"} 2');
});

test("is for operators", async () => {
  await using gateway = await openTestGateway();
  const { errors } = await ask({ ...gateway, adminKey: "another" }, "{ ingestStatus { warnings } }");
  expect(errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
});

test("a status that cannot be read makes neither readiness nor the metrics fail, nor wait long", async () => {
  await using gateway = await openTestGateway();
  await deliver(gateway, healthcheck(1, 7));
  const pool = openTestPool(gateway.databaseUrl);
  const client = await pool.connect();
  await client.query("begin; lock table healthchecks, deliveries in access exclusive mode");
  const started = performance.now();
  expect((await readyOf(gateway)).body).toEqual({
    status: "ready",
    database: "reachable",
    migrations: "applied",
  });
  expect(await metricsOf(gateway)).toContain("terrarium_queue_length 0");
  expect(performance.now() - started).toBeLessThan(1_500);
  await client.query("rollback");
  client.release();
  await pool.end();
});
