/** Bodies are Terra's: every key of a model and no other, in the sizes of real ones. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { introductions } from "../../../src/simulator/world/world.ts";
import { sampleText } from "../../terra-client.ts";
import { countSamples, deliveriesOf, NOVEMBER, payloadsOf, worldOf } from "./bodies.ts";

const catalogue: { model: string; path: string }[] = JSON.parse(
  readFileSync(new URL("../../data/terra/catalogue.json", import.meta.url), "utf8"),
);
const TYPES = ["activity", "athlete", "body", "daily", "menstruation", "nutrition", "sleep"];

describe.each(TYPES)("the %s of a simulated person", (type) => {
  const world = worldOf(1, 3);
  const bodies = [...introductions(world), ...deliveriesOf(world, NOVEMBER, 6)]
    .map(({ body }) => body)
    .filter((body) => body.type === type);
  const elements = bodies.flatMap(elementsOf);

  test("has Terra's paths and no others", () => {
    const known = new Set(
      catalogue.filter(({ model }) => model.toLowerCase() === type).map(({ path }) => path),
    );
    expect(elements.length).toBeGreaterThan(2);
    const paths = new Set(elements.flatMap((element) => leafPathsOf(element)));
    expect([...paths].filter((path) => !known.has(path))).toEqual([]);
  });

  test("has every key, as Terra sends it", () => {
    const [full] = elementsOf(JSON.parse(sampleText(`${type}__schema-full-coverage`)));
    const missing = new Set(elements.flatMap((element) => missingKeys(element, full)));
    expect([...missing]).toEqual([]);
  });
});

test("all types come of the first person alone", () => {
  const sent = deliveriesOf(worldOf(2, 1, false), NOVEMBER, 7).map(({ body }) => body.type);
  expect(new Set(sent)).toEqual(new Set(TYPES.filter((type) => type !== "athlete")));
});

test.each(["GARMIN", "FITBIT", "OURA"])("a whole day of %s is as large as a real one", (provider) => {
  const world = worldOf(1, 2);
  const finals = deliveriesOf(world, NOVEMBER, 4).filter(
    (delivery) =>
      delivery.provider === provider && payloadsOf(delivery, "daily")[0]?.data_enrichment.total_stress_score,
  );
  expect(finals.length).toBeGreaterThan(2);
  for (const { body } of finals) {
    const bytes = JSON.stringify(body).length;
    expect(bytes).toBeGreaterThan(150_000);
    expect(bytes).toBeLessThan(570_000);
    expect(countSamples(body)).toBeGreaterThan(1_400);
    expect(countSamples(body)).toBeLessThan(5_500);
  }
});

test("without samples a body is small and says the same", () => {
  const [full, bare] = [true, false].map((samples) => deliveriesOf(worldOf(1, 2, samples), NOVEMBER, 2));
  expect(bare?.length).toBe(full?.length);
  for (const [index, delivery] of (bare ?? []).entries()) {
    expect(JSON.stringify(delivery.body).length).toBeLessThan(13_000);
    for (const daily of payloadsOf(delivery, "daily")) expect(countSamples(daily)).toBe(0);
    const [detailed] = payloadsOf(full?.[index] ?? delivery, "daily");
    const [summary] = payloadsOf(delivery, "daily");
    expect(summary?.heart_rate_data.summary).toEqual(detailed?.heart_rate_data.summary);
  }
});

function elementsOf(body: object): unknown[] {
  if ("athlete" in body) return [body.athlete];
  return "data" in body && Array.isArray(body.data) ? body.data : [];
}

function leafPathsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    const isPair = path.endsWith("lat_lng_deg");
    return isPair ? [path] : [path, ...value.slice(0, 3).flatMap((item) => leafPathsOf(item, `${path}[]`))];
  }
  if (typeof value !== "object" || value === null || path.endsWith("contributors")) return path ? [path] : [];
  return Object.entries(value).flatMap(([key, part]) => leafPathsOf(part, path ? `${path}.${key}` : key));
}

function missingKeys(value: unknown, full: unknown, path = ""): string[] {
  if (Array.isArray(value) && Array.isArray(full)) {
    return value.slice(0, 2).flatMap((item) => missingKeys(item, full[0], `${path}[]`));
  }
  if (!isObject(value) || !isObject(full) || path.endsWith("contributors")) return [];
  return Object.entries(full).flatMap(([key, part]) =>
    key in value ? missingKeys(value[key], part, `${path}.${key}`) : [`${path}.${key}`],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
