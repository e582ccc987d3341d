import fc from "fast-check";
import { expect, test } from "vitest";
import { readTransferEvent } from "../../src/terra/transfer-event.ts";

const nothing = {
  reference: null,
  expectedPayloads: null,
  startDate: null,
  endDate: null,
  retryAtMicros: null,
  misfits: [],
};

test("reads the three events about a request, and no other", () => {
  for (const type of ["large_request_processing", "large_request_sending", "rate_limit_hit"])
    expect(readTransferEvent(type, {}, null)).toEqual({ type, ...nothing });
  for (const type of ["processing", "daily", "", null]) expect(readTransferEvent(type, {}, "r")).toBeNull();
});

test("reads a count as a whole number, however JSON writes it, and no other name of it", () => {
  const read = (body: object) => readTransferEvent("large_request_sending", { ...body }, null);
  expect(read(JSON.parse('{"expected_payloads":43.0}'))?.expectedPayloads).toBe(43);
  expect(read({ number_of_payloads: 43 })).toEqual({ type: "large_request_sending", ...nothing });
  expect(read({ expected_payloads: "43" })).toMatchObject({
    expectedPayloads: null,
    misfits: [{ path: "expected_payloads", came: "43" }],
  });
});

test("a time without an offset is one of UTC, and one that no calendar of four digits has is none", () => {
  const read = (retrying_at: string) =>
    readTransferEvent("rate_limit_hit", { retrying_at }, "r")?.retryAtMicros;
  expect(read("2026-01-15 08:00:00")).toBe(Date.parse("2026-01-15T08:00:00Z") * 1000);
  for (const text of ["soon", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+15:00"])
    expect(read(text)).toBeNull();
});

test("reads whatever JSON there may be without a throw, and gives nothing that does not fit", () => {
  const fields = fc.record({
    reference: fc.jsonValue(),
    expected_payloads: fc.jsonValue(),
    start_date: fc.jsonValue(),
    retrying_at: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fields, fc.option(fc.string()), (body, header) => {
      const event = readTransferEvent("rate_limit_hit", body, header);
      const { reference, expectedPayloads, retryAtMicros } = event ?? nothing;
      expect(reference === null || reference.trim() !== "").toBe(true);
      expect(expectedPayloads === null || (Number.isInteger(expectedPayloads) && expectedPayloads >= 0)).toBe(
        true,
      );
      expect(retryAtMicros === null || Number.isInteger(retryAtMicros)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
