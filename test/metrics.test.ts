import fc from "fast-check";
import { expect, test } from "vitest";
import { createMetrics } from "../src/metrics.ts";
import { openTestGateway } from "./gateway.ts";
import { deliver } from "./terra-client.ts";

function labelsOf(text: string, metric: string, label: string): Set<string> {
  const lines = text.split("\n").filter((line) => line.startsWith(`${metric}{`));
  return new Set(lines.map((line) => new RegExp(`${label}="([^"]*)"`).exec(line)?.[1] ?? ""));
}

test("counts a delivery by its type when Terra has such a type, else as other", async () => {
  const metrics = createMetrics();
  metrics.countDelivery("sleep", "APPLIED");
  metrics.countDelivery(null, "IGNORED");
  fc.assert(
    fc.property(fc.string(), (name) => metrics.countDelivery(`x${name}`, "IGNORED")),
    { numRuns: 50 },
  );
  const types = labelsOf(await metrics.registry.metrics(), "terrarium_deliveries_total", "type");
  expect(types).toEqual(new Set(["sleep", "other"]));
});

test("knows at most 200 operations by name", async () => {
  const metrics = createMetrics();
  for (let n = 0; n < 500; n++) metrics.countOperation(`Operation${n}`, "query", "ok", 0.001);
  metrics.countOperation("Operation0", "query", "error", 0.001);
  const text = await metrics.registry.metrics();
  const names = labelsOf(text, "terrarium_graphql_operations_total", "operation");
  expect(names.size).toBe(201);
  expect(names).toContain("other");
  expect(text).toContain(
    'terrarium_graphql_operations_total{operation="Operation0",type="query",outcome="error"} 1',
  );
});

test("two gateways of one process count apart", async () => {
  const one = createMetrics();
  const other = createMetrics();
  one.duplicates.inc();
  expect(await other.registry.getSingleMetricAsString("terrarium_duplicates_total")).toMatch(/total 0$/);
});

test("what the write door does not take is counted by the code of its answer", async () => {
  await using gateway = await openTestGateway();
  expect((await deliver(gateway, "steps=5")).status).toBe(400);
  expect((await deliver({ ...gateway, secret: "another" }, { type: "healthcheck" })).status).toBe(401);
  // From a certain size on it is another thread that finds out.
  const filler = "x".repeat(100_000);
  expect((await deliver({ ...gateway, secret: "another" }, { type: "healthcheck", filler })).status).toBe(
    401,
  );
  const text = await (await fetch(new URL("/metrics", gateway.url))).text();
  expect(text).toContain('terrarium_refusals_total{code="NOT_JSON"} 1');
  expect(text).toContain('terrarium_refusals_total{code="SIGNATURE_REFUSED"} 2');
});
