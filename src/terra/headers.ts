/** What Terra says of a delivery beside its body; null where a header is absent or blank. */
export type TerraHeaders = {
  signature: string | undefined;
  /** Terra's correlation id of the request and everything that answers it, without a chunk's suffix. */
  reference: string | null;
  /** A chunk's number within its request, from the trace id or the reference; null where it is no chunk. */
  chunk: string | null;
  /** One delivery's id, the same when it is sent again; a chunk's ends with `:chunk:<n>`. */
  traceId: string | null;
  /** When Terra emitted the payload, in microseconds since the epoch; unchanged when it is sent again. */
  orderingMicros: number | null;
  devId: string | null;
  hookType: string | null;
};

/** Reads Terra's headers out of a request's, whose names are in lower case as Node gives them. */
export function readTerraHeaders(headers: Record<string, string | string[] | undefined>): TerraHeaders {
  const read = (name: string): string | null => firstText(headers[name]);
  return {
    signature: read("x-terra-signature") ?? read("terra-signature") ?? undefined,
    reference: withoutChunk(read("terra-reference")),
    chunk: chunkOf(read("x-terra-trace-id")) ?? chunkOf(read("terra-reference")),
    traceId: read("x-terra-trace-id"),
    orderingMicros: microsOf(read("x-terra-ordering-timestamp")),
    devId: read("dev-id"),
    hookType: read("hook-type"),
  };
}

function firstText(value: string | string[] | undefined): string | null {
  const values = typeof value === "string" ? [value] : (value ?? []);
  return values.find((text) => text.trim() !== "") ?? null;
}

/** A reference as all chunks of one request share it: a chunk's own number would tear them apart. */
export function withoutChunk(reference: string | null): string | null {
  return reference?.trim().replace(/:chunk:[^:]*$/, "") || null;
}

function chunkOf(id: string | null): string | null {
  return /:chunk:([^:]+)/.exec(id ?? "")?.[1]?.trim() || null;
}

function microsOf(milliseconds: string | null): number | null {
  if (milliseconds === null || !/^\s*\d+(\.\d*)?\s*$/.test(milliseconds)) return null;
  const micros = Math.round(Number(milliseconds) * 1000);
  return Number.isSafeInteger(micros) ? micros : null;
}
