import { expect, test } from "vitest";
import { sectionOf, sectionOfArray } from "../../src/merge/section.ts";

test("each top-level object is a section, and the leaves beside them are one", () => {
  expect(sectionOf("heart_rate_data.summary.avg_hr_bpm")).toBe("heart_rate_data");
  expect(sectionOf("cheat_detection")).toBe("top");
});

test("each score of Terra's is a section with its contributors", () => {
  expect(sectionOf("data_enrichment.total_stress_score")).toBe("data_enrichment.stress");
  expect(sectionOf("data_enrichment.stress_contributors")).toBe("data_enrichment.stress");
  expect(sectionOf("data_enrichment.sleep_score_v2_contributors")).toBe("data_enrichment.sleep_v2");
});

test("each array is a section of its own", () => {
  expect(sectionOfArray("heart_rate_data.detailed.hr_samples")).toBe("heart_rate_data.detailed.hr_samples");
});

test("no section has the name of what every object has", () => {
  expect(sectionOf("constructor.leaf")).toBe("constructor.");
  expect(sectionOfArray("toString")).toBe("toString.");
});
