import { describe, expect, test } from "vitest";
import { labReportTime, readLabReport } from "../../src/terra/lab-report.ts";

const event = { type: "lab_report.completed", event_id: "e", occurred_at: "2026-07-01T09:12:33Z" };

describe("a lab report's event", () => {
  test("is of the person whose reference it has, else of its session", () => {
    const userOf = (data: unknown) => readLabReport({ ...event, data })?.user;
    expect(userOf({ session_id: "7", reference_id: "a" })).toMatchObject({
      user_id: "lab:a",
      reference_id: "a",
      provider: "LAB_REPORT",
    });
    expect(userOf({ session_id: 7, reference_id: " " })).toMatchObject({
      user_id: "lab:session:7",
      reference_id: null,
    });
    expect(userOf({ reference_id: 5 })).toMatchObject({ user_id: "lab:5" });
    for (const data of [{}, null, "text", []]) expect(userOf(data)).toBeNull();
  });

  test("is one element, with the event's own facts", () => {
    const data = { session_id: "7", results: [] };
    expect(readLabReport({ ...event, data })?.elements).toEqual([
      { event_id: "e", occurred_at: event.occurred_at, session_id: "7", results: [], completed: true },
    ]);
    expect(readLabReport({ ...event, data: [data] })).toEqual(readLabReport({ ...event, data }));
  });

  test("of a failure has all but its ids with the error", () => {
    const data = { session_id: "7", reference_id: "a", error: { code: "internal" }, report_locale: "en-GB" };
    expect(readLabReport({ type: "lab_report.failed", data })?.elements).toEqual([
      { session_id: "7", reference_id: "a", error: { code: "internal", report_locale: "en-GB" } },
    ]);
  });

  test("is nobody's where it brings several reports, which could be several people's", () => {
    const data = [{ session_id: "7" }, { session_id: "8" }];
    expect(readLabReport({ ...event, data })).toEqual({ user: null, unreferenced: null, elements: data });
  });

  test("says as whom it would have come without a reference", () => {
    const { user, unreferenced } =
      readLabReport({ ...event, data: { session_id: 7, reference_id: "ada" } }) ?? {};
    expect(user).toMatchObject({ user_id: "lab:ada", reference_id: "ada" });
    expect(unreferenced).toMatchObject({ user_id: "lab:session:7", reference_id: null });
  });

  test("cannot be taken for another's by how a reference reads", () => {
    const idOf = (reference_id: string) =>
      Object(readLabReport({ ...event, data: { session_id: 8, reference_id } })?.user).user_id;
    expect(idOf("session:7")).toBe("lab:reference:session:7");
    expect(idOf("reference:session:7")).toBe("lab:reference:reference:session:7");
  });

  test("of another kind is none", () => {
    expect(readLabReport({ type: "daily", data: [] })).toBeNull();
    expect(readLabReport({ type: "lab_report", data: {} })).toBeNull();
  });
});

test("a lab report's time is its date with its time of day, as far as they can be read", () => {
  const date = "2026-06-30";
  expect(labReportTime({ report_date: date, report_time: "08:30" })).toBe("2026-06-30T08:30");
  expect(labReportTime({ report_date: date, report_time: "2026-06-30T08:30:00+02:00" })).toBe(
    "2026-06-30T08:30:00+02:00",
  );
  expect(labReportTime({ report_date: date, report_time: "half past eight" })).toBe(date);
  expect(labReportTime({ report_date: date })).toBe(date);
  expect(labReportTime({ report_date: "June", report_time: "08:30" })).toBeNull();
  expect(labReportTime({})).toBeNull();
});
