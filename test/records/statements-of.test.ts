import { describe, expect, test } from "vitest";
import type { RecordSections } from "../../src/records/content.ts";
import { Notes } from "../../src/records/notes.ts";
import { definitionOfTerraType } from "../../src/records/record-types.ts";
import { statementsOf } from "../../src/records/statements-of.ts";

const stamp = { terraUserId: "t", clockMicros: 1, arrivedMicros: 1, deliveryId: "d" };
const day = { start_time: "2026-01-15T00:00:00+01:00", end_time: "2026-01-16T00:00:00+01:00" };

function read(terraType: string, elements: unknown[]) {
  const definition = definitionOfTerraType(terraType);
  if (!definition) throw new Error(terraType);
  const notes = new Notes();
  return { ...statementsOf(definition, elements, stamp, notes), notes: notes.list() };
}

function values(sections: RecordSections | undefined, section: string) {
  const content = sections?.[section]?.[0]?.content;
  return content?.kind === "values" ? { ...content.values, ...content.extra } : null;
}

describe("what a delivery's elements state", () => {
  test("leaves out an element without a key and keeps its neighbours", () => {
    const good = { metadata: day, distance_data: { steps: 5 } };
    const { statements, errors } = read("daily", [
      good,
      {},
      "text",
      { metadata: { ...day, start_time: "2026-01-16T00:00:00+01:00" } },
    ]);
    expect(statements.map(({ key }) => key)).toEqual(["2026-01-15", "2026-01-16"]);
    expect(errors).toEqual(["data[1]: has no key: give it metadata.start_time", "data[2]: wanted an object"]);
  });

  test("keeps null and a note, and no value, where a value does not fit its field", () => {
    const { statements, notes } = read("daily", [
      {
        metadata: day,
        distance_data: { steps: "many", distance_meters: Number.POSITIVE_INFINITY, floors_climbed: 2.5 },
        heart_rate_data: { summary: { avg_hr_bpm: [] } },
      },
    ]);
    expect(statements[0]?.sections["distance_data"]).toBeUndefined();
    expect(notes).toEqual([
      "data[0].distance_data.steps: wanted a whole number, got a string; kept as null",
      "data[0].distance_data.distance_meters: wanted a number, got a number too large; kept as null",
      "data[0].distance_data.floors_climbed: wanted a whole number, got another number; kept as null",
      "data[0].heart_rate_data.summary.avg_hr_bpm: wanted a number, got a list; kept as null",
    ]);
  });

  test("reads 6223.0 as a whole number and keeps 0 and false", () => {
    const body = JSON.parse('{"distance_data":{"steps":6223.0,"floors_climbed":0}}');
    const { statements } = read("daily", [{ metadata: day, ...body }]);
    expect(values(statements[0]?.sections, "distance_data")).toMatchObject({ steps: 6223, floorsClimbed: 0 });
    const night = read("sleep", [{ metadata: { ...day, summary_id: 7, is_nap: false } }]);
    expect(night.statements[0]?.key).toBe("id:7");
    expect(values(night.statements[0]?.sections, "metadata")).toMatchObject({ isNap: false, summaryId: "7" });
  });

  test("keeps unknown leaves under their paths, and unknown enum codes as given", () => {
    const { statements } = read("daily", [
      {
        metadata: { ...day, upload_type: 99 },
        distance_data: { steps: 1, moons: { walked: 2 } },
        brand_new: [1, "\0"],
        __proto__x: 3,
      },
    ]);
    const sections = statements[0]?.sections;
    expect(values(sections, "metadata")).toMatchObject({ uploadTypeCode: 99 });
    expect(values(sections, "distance_data")).toEqual({ steps: 1, "distance_data.moons.walked": 2 });
    expect(values(sections, "brand_new")).toEqual({ brand_new: [1, "\uFFFD"] });
    expect(values(sections, "top")).toEqual({ __proto__x: 3 });
  });

  test("reads contributors in their old form and their new", () => {
    const old = read("sleep", [
      {
        metadata: day,
        data_enrichment: { sleep_contributors: [{ contributor_name: "deep", contributor_score: 7 }] },
      },
    ]);
    const now = read("sleep", [{ metadata: day, data_enrichment: { sleep_contributors: { deep: 7 } } }]);
    expect(values(old.statements[0]?.sections, "data_enrichment.sleep")).toEqual(
      values(now.statements[0]?.sections, "data_enrichment.sleep"),
    );
  });

  test("joins two elements of one record, the later one winning, and notes another device", () => {
    const { statements, notes } = read("daily", [
      {
        metadata: day,
        device_data: { name: "watch" },
        distance_data: { steps: 5 },
        calories_data: { BMR_calories: 1500 },
      },
      { metadata: day, device_data: { name: "ring" }, distance_data: { steps: 4 } },
    ]);
    expect(statements).toHaveLength(1);
    expect(values(statements[0]?.sections, "distance_data")).toEqual({ steps: 4 });
    expect(values(statements[0]?.sections, "calories_data")).not.toBeNull();
    expect(notes).toEqual(["data[1]: another device's element for the same record; joined with it"]);
  });

  test("orders equal clocks of dailies by steps and calories", () => {
    const { statements } = read("daily", [
      { metadata: day, distance_data: { steps: 5 }, calories_data: { total_burned_calories: 2450.8 } },
    ]);
    expect(statements[0]?.sections["metadata"]?.[0]?.version.tie.slice(0, 2)).toEqual([5, 2450.8]);
  });

  test("keys a sleep without summary_id by its start, and a day by its local date", () => {
    expect(read("sleep", [{ metadata: day }]).statements[0]?.key).toBe("at:2026-01-15T00:00:00+01:00");
    const utcDay = {
      start_time: "2026-01-14T23:00:00+00:00",
      end_time: "2026-01-15T23:00:00+00:00",
      timestamp_localization: 0,
    };
    expect(read("daily", [{ metadata: utcDay }]).statements[0]?.key).toBe("2026-01-15");
  });

  test("keeps samples that it does not know as columns of the series", () => {
    const { statements, notes } = read("daily", [
      {
        metadata: day,
        heart_rate_data: {
          detailed: {
            hr_samples: [{ timestamp: day.start_time, bpm: 60, quality: "good" }, null, { bpm: "fast" }],
          },
        },
      },
    ]);
    const content = statements[0]?.sections["heart_rate_data.detailed.hr_samples"]?.[0]?.content;
    expect(content).toMatchObject({ kind: "series", count: 2 });
    expect(notes).toEqual([
      "data[0].heart_rate_data.detailed.hr_samples[].bpm: wanted a number, got a string; kept as null",
    ]);
  });
});
