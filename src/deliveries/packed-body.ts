/** A delivery's body as it is kept: compressed where that pays, and always to be had back as the bytes that came. */
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

const RAW = 0;
const ZSTD = 1;
const SMALLEST_TO_COMPRESS = 2048;
/** The table of places is kept so small that the processor's cache holds it: as short in the end, and sooner. */
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_hashLog]: 12 } };

export type PackedBody = { encoding: number; packedBody: Uint8Array };

export function packBody(body: Uint8Array): PackedBody {
  if (body.length < SMALLEST_TO_COMPRESS) return { encoding: RAW, packedBody: body };
  return { encoding: ZSTD, packedBody: zstdCompressSync(body, fastest) };
}

export function unpackBody({ encoding, packedBody }: PackedBody): Uint8Array {
  return encoding === ZSTD ? zstdDecompressSync(packedBody) : packedBody;
}
