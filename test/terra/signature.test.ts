import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkSignature, signBody } from "../../src/terra/signature.ts";

type Vector = { name: string; secret: string; header: string; raw_body: string; valid: boolean };

const file = new URL("../data/terra/signature_vectors__mixed.json", import.meta.url);
const { vectors }: { vectors: Vector[] } = JSON.parse(readFileSync(file, "utf8"));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = fc.uint8Array({ minLength: 1, maxLength: 400 });
const secret = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });
const seconds = fc.integer({ min: 1, max: 4_000_000_000 });

describe("published vectors", () => {
  test.each(vectors)("$name", ({ secret, header, raw_body, valid }) => {
    expect(checkSignature(header, bytes(raw_body), [secret]).valid).toBe(valid);
  });
});

describe("signatures", () => {
  test("what is signed is valid, and tells when", () => {
    fc.assert(
      fc.property(body, secret, seconds, (body, secret, time) => {
        const check = checkSignature(signBody(body, secret, time), body, [secret]);
        expect(check).toEqual({ valid: true, secretIndex: 0, signedAtMs: time * 1000 });
      }),
    );
  });

  test("text is signed as its UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), secret, (text, secret) => {
        expect(signBody(text, secret, 1)).toBe(signBody(bytes(text), secret, 1));
      }),
    );
  });

  test("one flipped bit of the body is refused", () => {
    fc.assert(
      fc.property(body, secret, fc.nat(), (body, secret, position) => {
        const header = signBody(body, secret, 1_790_000_000);
        const bit = position % (body.length * 8);
        const flipped = body.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(checkSignature(header, flipped, [secret]).valid).toBe(false);
      }),
    );
  });

  test("another secret is refused", () => {
    fc.assert(
      fc.property(body, secret, secret, (body, secret, other) => {
        // HMAC fills a short key with zero bytes, so trailing zeros make no other key.
        fc.pre(secret.replace(/\0+$/, "") !== other.replace(/\0+$/, ""));
        expect(checkSignature(signBody(body, secret, 1_790_000_000), body, [other]).valid).toBe(false);
      }),
    );
  });

  test("another time than the one signed is refused", () => {
    const header = signBody("{}", "secret", 1_790_000_000).replace("t=1790000000", "t=1790000001");
    expect(checkSignature(header, bytes("{}"), ["secret"]).valid).toBe(false);
  });

  test("the right v1 may stand anywhere among others", () => {
    const digest = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((raw) => Buffer.from(raw).toString("hex"));
    const others = fc.array(fc.tuple(fc.constantFrom("v0", "v1", "v2"), digest), { maxLength: 5 });
    fc.assert(
      fc.property(others, fc.nat(), (others, place) => {
        const [time, right] = signBody("{}", "secret", 1_790_000_000).split(",");
        const parts = others.map(([scheme, hex]) => `${scheme}=${hex}`);
        parts.splice(place % (parts.length + 1), 0, right ?? "");
        expect(checkSignature([time, ...parts].join(","), bytes("{}"), ["secret"]).valid).toBe(true);
        expect(checkSignature([...parts, time].join(" , "), bytes("{}"), ["secret"]).valid).toBe(true);
      }),
    );
  });

  test("tells which secret matched", () => {
    const header = signBody("{}", "new", 1_790_000_000);
    expect(checkSignature(header, bytes("{}"), ["old", "other", "new"])).toMatchObject({ secretIndex: 2 });
  });

  test("reads a time past 1e11 as milliseconds", () => {
    const header = signBody("{}", "secret", "1790000000123");
    expect(checkSignature(header, bytes("{}"), ["secret"])).toMatchObject({ signedAtMs: 1_790_000_000_123 });
  });

  test("puts the time under the HMAC exactly as sent", () => {
    const header = signBody("{}", "secret", "0001790000000");
    expect(checkSignature(header, bytes("{}"), ["secret"])).toMatchObject({ signedAtMs: 1_790_000_000_000 });
    expect(checkSignature(header.replace("t=000", "t="), bytes("{}"), ["secret"]).valid).toBe(false);
  });

  test("tolerates white space round the parts, and upper-case digits", () => {
    const { time, hex } = /^t=(?<time>\d+),v1=(?<hex>.*)$/.exec(signBody("{}", "secret", 5))?.groups ?? {};
    const header = ` t = ${time} ,\tv1= ${hex?.toUpperCase()} , `;
    expect(checkSignature(header, bytes("{}"), ["secret"]).valid).toBe(true);
  });

  test("a scheme's value may hold an equals sign", () => {
    const header = `v0=a=b==,${signBody("{}", "secret", 5)}`;
    expect(checkSignature(header, bytes("{}"), ["secret"]).valid).toBe(true);
  });

  test.each([
    [undefined, "no signature header"],
    ["", "no signature header"],
    [`v1=${"0".repeat(64)}`, "no t="],
    ["t=,v1=00", "no t="],
    ["t=soon,v1=00", "no t="],
    ["t=5", "no v1="],
    ["t=5,v1=00", "no v1="],
    [`t=5,v0=${"0".repeat(64)}`, "no v1="],
    [`t=5,v1=${"0".repeat(64)}`, "no v1 of the signature header fits"],
  ])("refuses %j and says why", (header, reason) => {
    const check = checkSignature(header, bytes("{}"), ["secret"]);
    expect(check).toEqual({ valid: false, reason: expect.stringContaining(reason) });
  });

  test("an empty secret signs nothing", () => {
    expect(checkSignature(signBody("{}", "", 5), bytes("{}"), [""]).valid).toBe(false);
    expect(checkSignature(signBody("{}", "secret", 5), bytes("{}"), []).valid).toBe(false);
  });

  test("no header text throws", () => {
    const near = fc.array(
      fc.constantFrom("t", "v1", "v0", "=", ",", " ", "5", "ff", "é", "\0", "-", "1e999"),
    );
    const header = fc.oneof(
      fc.string({ unit: "binary" }),
      near.map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(header, body, (header, body) => {
        expect(checkSignature(header, body, ["secret"]).valid).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
