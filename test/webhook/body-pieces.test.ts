/** Bodies as they come over a socket: in pieces of any size. */
import { PassThrough } from "node:stream";
import fc from "fast-check";
import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { joined, readPieces } from "../../src/webhook/body-pieces.ts";

const MOST = 1_000_000;

function requestOf(pieces: readonly Uint8Array[], headers: Record<string, string> = {}): FastifyRequest {
  const raw = new PassThrough({ highWaterMark: MOST });
  for (const piece of pieces) raw.write(piece);
  raw.end();
  return { raw, headers } as unknown as FastifyRequest;
}

test("whatever the pieces, the body is what came, in no more pieces than there are pages of memory in it", async () => {
  const size = fc.oneof(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 4_000, max: 4_200 }),
    fc.integer({ min: 1, max: 70_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(size, { maxLength: 60 }), async (sizes) => {
      const sent = sizes.map((length, i) => Buffer.alloc(length, i + 1));
      const pieces = await readPieces(requestOf(sent), 60 * 70_000);
      expect(Buffer.compare(joined(pieces), Buffer.concat(sent))).toBe(0);
      const bytes = sizes.reduce((sum, length) => sum + length, 0);
      expect(pieces.length).toBeLessThanOrEqual(2 + (2 * bytes) / 4096);
    }),
  );
});

test("a body of single bytes is kept in few pieces", async () => {
  const sent = Array.from({ length: 200_000 }, (_, i) => Uint8Array.of(i % 251));
  const pieces = await readPieces(requestOf(sent), MOST);
  expect(pieces.length).toBeLessThan(6);
  expect(joined(pieces).every((byte, i) => byte === i % 251)).toBe(true);
});

test("a body that is too large is refused when that is known, and one that is shorter than was said", async () => {
  const piece = Buffer.alloc(1_000);
  const tooLarge = { code: "BODY_TOO_LARGE" };
  await expect(readPieces(requestOf([piece, piece]), 1_999)).rejects.toMatchObject(tooLarge);
  await expect(readPieces(requestOf([], { "content-length": "2000" }), 1_999)).rejects.toMatchObject(
    tooLarge,
  );
  const short = requestOf([piece], { "content-length": "1001" });
  await expect(readPieces(short, 1_999)).rejects.toMatchObject({ code: "NOT_JSON" });
  expect(await readPieces(requestOf([piece, piece]), 2_000)).toHaveLength(2);
});
