import { describe, expect, test } from "vitest";
import { readTerraHeaders } from "../../src/terra/headers.ts";

const orderingMicros = (value: string) =>
  readTerraHeaders({ "x-terra-ordering-timestamp": value }).orderingMicros;

describe("Terra's headers", () => {
  test("are read by name", () => {
    const headers = {
      "x-terra-signature": "t=1,v1=00",
      "terra-reference": "ref-1",
      "x-terra-trace-id": "trace-1",
      "x-terra-ordering-timestamp": "1790000000123",
      "dev-id": "dev-1",
      "hook-type": "WEBHOOK",
      "content-type": "application/json",
    };
    expect(readTerraHeaders(headers)).toEqual({
      signature: "t=1,v1=00",
      reference: "ref-1",
      chunk: null,
      traceId: "trace-1",
      orderingMicros: 1_790_000_000_123_000,
      devId: "dev-1",
      hookType: "WEBHOOK",
    });
  });

  test("say a chunk's number, whichever header has it", () => {
    expect(readTerraHeaders({ "x-terra-trace-id": "t:chunk:3" }).chunk).toBe("3");
    expect(readTerraHeaders({ "x-terra-trace-id": "t:chunk:3:s3" }).chunk).toBe("3");
    expect(readTerraHeaders({ "terra-reference": "r:chunk:4" }).chunk).toBe("4");
    expect(readTerraHeaders({ "x-terra-trace-id": "t:chunk:" }).chunk).toBeNull();
  });

  test("are null where absent or blank", () => {
    const nothing = {
      signature: undefined,
      reference: null,
      chunk: null,
      traceId: null,
      orderingMicros: null,
      devId: null,
      hookType: null,
    };
    expect(readTerraHeaders({})).toEqual(nothing);
    expect(readTerraHeaders({ "x-terra-signature": "", "dev-id": " ", "terra-reference": "  " })).toEqual(
      nothing,
    );
    expect(readTerraHeaders({ "x-terra-trace-id": [], "hook-type": ["", " "] })).toEqual(nothing);
  });

  test("the newer signature name goes before the older, unless it is blank", () => {
    expect(readTerraHeaders({ "terra-signature": "old" }).signature).toBe("old");
    expect(readTerraHeaders({ "terra-signature": "old", "x-terra-signature": "new" }).signature).toBe("new");
    expect(readTerraHeaders({ "terra-signature": "old", "x-terra-signature": " " }).signature).toBe("old");
  });

  test("a chunk keeps its trace id and shares its reference", () => {
    const headers = readTerraHeaders({ "terra-reference": "r:chunk:12", "x-terra-trace-id": "t:chunk:12" });
    expect(headers).toMatchObject({ reference: "r", traceId: "t:chunk:12" });
    expect(readTerraHeaders({ "terra-reference": "a:b:chunks" }).reference).toBe("a:b:chunks");
    expect(readTerraHeaders({ "terra-reference": ":chunk:1" }).reference).toBeNull();
  });

  test("of a header sent twice the first counts", () => {
    expect(readTerraHeaders({ "x-terra-trace-id": ["", "one", "two"] }).traceId).toBe("one");
  });

  test("the ordering timestamp goes from milliseconds to whole microseconds", () => {
    expect(orderingMicros("0")).toBe(0);
    expect(orderingMicros(" 1790000000123.456 ")).toBe(1_790_000_000_123_456);
    expect(orderingMicros("1790000000123.4567")).toBe(1_790_000_000_123_457);
  });

  test.each([
    "soon",
    "2026-07-01T09:12:33Z",
    "NaN",
    "Infinity",
    "-5",
    "0x10",
    "1 2",
    ".5",
    "9".repeat(20),
    "9".repeat(400),
  ])("the ordering timestamp %s is none", (value) => {
    expect(orderingMicros(value)).toBeNull();
  });
});
