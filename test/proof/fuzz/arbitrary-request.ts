/** Requests that Terra could never mean: samples with changed values, then with changed bytes, and with odd headers. */
import fc from "fast-check";
import { type Mutation, mutate } from "./mutate.ts";
import { sampleNames, sampleOf } from "./samples.ts";

export type OddRequest = { sample: string; body: Buffer<ArrayBuffer>; headers: Record<string, string> };

export function arbitraryRequest(): fc.Arbitrary<OddRequest> {
  const sample = fc.constantFrom(...sampleNames());
  return fc
    .record({
      sample,
      other: sample,
      mutations: fc.array(mutation(), { minLength: 1, maxLength: 6 }),
      bytes: fc.oneof(
        { arbitrary: fc.constant([]), weight: 4 },
        { arbitrary: fc.array(byteChange(), { minLength: 1, maxLength: 3 }), weight: 1 },
      ),
      headers: headers(),
    })
    .map(({ sample, other, mutations, bytes, headers }) => {
      const root = { body: sampleOf(sample) };
      for (const one of mutations) mutate(root, { body: sampleOf(other) }, one);
      return { sample, body: changed(Buffer.from(JSON.stringify(root.body) ?? ""), bytes), headers };
    })
    .filter(({ body }) => body.length <= MOST_BYTES);
}

// What was made many times many is too large to be taken, whatever it holds.
const MOST_BYTES = 8 * 1024 * 1024;

const times = [
  ...["0000-01-01T00:00:00Z", "+275760-09-13T00:00:00.000Z", "-271821-04-20T00:00:00Z", "275761-01-01"],
  ...[
    "2026-02-30T25:61:61+99:99",
    "2026-03-29T02:30:00",
    "9999-12-31T23:59:59.999999999+14:00",
    "0001-01-01",
  ],
];
const texts = [
  ...["", " ", "\0", "a\0b", "\ud800", "\udc00x", "__proto__", "constructor", "\u202e\u0301\u{1f600}"],
  ...[
    "1e999",
    "NaN",
    "null",
    "'; drop table deliveries; --",
    "x".repeat(10_000),
    "healthcheck",
    "s3_payload",
  ],
];
const numbers = [0, -0, -1, 0.1, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53 + 2, 2 ** 63, 1e-7, 6223.0];

function oddValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(null, true, false, [], {}, [[]], [null], [{}], { a: { b: [] } }),
    fc.constantFrom(...times),
    fc.constantFrom(...texts),
    fc.constantFrom(...numbers),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.jsonValue({ maxDepth: 4 }),
    fc.nat(300).map((depth) => JSON.parse("[".repeat(depth) + "]".repeat(depth) || "null")),
  );
}

function mutation(): fc.Arbitrary<Mutation> {
  const at = { place: fc.nat(MOST_PLACE), value: oddValue() };
  const plain = (kind: "drop" | "double" | "replace" | "nest" | "swap") =>
    fc.record({ ...at, kind: fc.constant(kind) });
  const name = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary", maxLength: 12 }));
  return fc.oneof(
    plain("drop"),
    plain("double"),
    { arbitrary: plain("replace"), weight: 4 },
    plain("nest"),
    { arbitrary: plain("swap"), weight: 2 },
    fc.record({ ...at, kind: fc.constant("rename" as const), name }),
    fc.record({ ...at, kind: fc.constant("many" as const), count: fc.nat(200) }),
    fc.record({ ...at, kind: fc.constant("cut" as const), length: fc.nat(30) }),
  );
}

const MOST_PLACE = 100_000;

type ByteChange = { kind: "flip" | "cut" | "insert"; at: number; bit: number; text: string };

function byteChange(): fc.Arbitrary<ByteChange> {
  return fc.record({
    kind: fc.constantFrom("flip", "cut", "insert"),
    at: fc.nat(MOST_PLACE),
    bit: fc.nat(7),
    text: fc.constantFrom(
      ...[
        '"type":"sleep",',
        "NaN",
        "-Infinity",
        "1e999",
        '"\\ud800"',
        "\ufeff",
        "[[[[",
        "}}",
        "\0",
        '"user":{},',
      ],
    ),
  });
}

function changed(body: Buffer<ArrayBuffer>, changes: readonly ByteChange[]): Buffer<ArrayBuffer> {
  return changes.reduce((bytes, { kind, at, bit, text }) => {
    const place = at % (bytes.length + 1);
    // An insertion at a key's place is a key that is there twice, more often than not.
    const beforeKey = kind === "insert" ? Math.max(0, bytes.lastIndexOf("{", place)) + 1 : place;
    if (kind === "cut") return bytes.subarray(0, place);
    if (kind === "insert")
      return Buffer.concat([bytes.subarray(0, beforeKey), Buffer.from(text), bytes.subarray(beforeKey)]);
    const flipped = Buffer.from(bytes);
    if (place < flipped.length) flipped[place] = (flipped[place] ?? 0) ^ (1 << bit);
    return flipped;
  }, body);
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const odd = fc.oneof(
    fc.constantFrom("", "0", "-1", "1e999", "NaN", "9".repeat(400), "x".repeat(3_000), "a,b", "a:chunk:b"),
    fc.string({ unit: "grapheme-ascii", maxLength: 30 }).map((text) => text.trim()),
  );
  return fc.record(
    {
      "x-terra-ordering-timestamp": fc.oneof(odd, fc.nat().map(String)),
      "terra-reference": odd,
      "dev-id": odd,
      "hook-type": odd,
      "user-agent": odd,
      cookie: odd,
    },
    { requiredKeys: [] },
  );
}
