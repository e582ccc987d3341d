import fc from "fast-check";
import { expect, test } from "vitest";
import { createMetrics } from "../src/metrics.ts";

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
