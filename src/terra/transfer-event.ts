// Reads what Terra says of a large request. Every field may be missing or of another type than documented: what
// cannot be read is null, and nothing throws.
import { cleanText } from "./clean-text.ts";
import { withoutChunk } from "./headers.ts";
import { readTime } from "./times.ts";

const TRANSFER_TYPES = ["large_request_processing", "large_request_sending", "rate_limit_hit"] as const;

export type TransferType = (typeof TRANSFER_TYPES)[number];

/** One of the events that are about a request and bring no data. */
export type TransferEvent = {
  type: TransferType;
  /** The request's, without a chunk's suffix. */
  reference: string | null;
  /** How many data events will follow; Garmin cannot say. */
  expectedPayloads: number | null;
  /** The range that was asked for, as sent. */
  startDate: string | null;
  endDate: string | null;
  retryAtMicros: number | null;
  /** What came and did not fit its field. */
  misfits: { path: string; wanted: string; came: unknown }[];
};

export function isTransferType(type: string | null): type is TransferType {
  return TRANSFER_TYPES.some((known) => known === type);
}

/** Null where the event is none of these. The body's own reference goes before that of the header. */
export function readTransferEvent(
  type: string | null,
  body: Record<string, unknown>,
  headerReference: string | null,
): TransferEvent | null {
  if (!isTransferType(type)) return null;
  const { reference, expected_payloads, start_date, end_date, retrying_at } = body;
  const expectedPayloads = countOf(expected_payloads);
  const retryAtMicros = instantOf(retrying_at);
  return {
    type,
    reference: referenceOf(reference) ?? referenceOf(headerReference),
    expectedPayloads,
    startDate: textOf(start_date),
    endDate: textOf(end_date),
    retryAtMicros,
    misfits: [
      ...misfit("expected_payloads", "a whole number", expected_payloads, expectedPayloads),
      ...misfit("retrying_at", "a time", retrying_at, retryAtMicros),
    ],
  };
}

// An index entry has its limit.
const LONGEST_REFERENCE = 200;

// As it came: cleaned, two references could become one.
function referenceOf(value: unknown): string | null {
  const text = withoutChunk(sentTextOf(value));
  return text !== null && text === cleanText(text) && text.length <= LONGEST_REFERENCE ? text : null;
}

function misfit(path: string, wanted: string, came: unknown, read: number | null): TransferEvent["misfits"] {
  return read === null && came !== null && came !== undefined ? [{ path, wanted, came }] : [];
}

const MOST_PAYLOADS = 2 ** 31 - 1;

function countOf(value: unknown): number | null {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_PAYLOADS
    ? Number(value)
    : null;
}

function textOf(value: unknown): string | null {
  const text = sentTextOf(value);
  return text === null ? null : cleanText(text);
}

function sentTextOf(value: unknown): string | null {
  const text = Number.isFinite(value) ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text : null;
}

// An offset may lead out of the years that PostgreSQL and ISO-8601 write with four digits.
const FIRST_MICROS = Date.parse("0001-01-01T00:00:00Z") * 1000;
const LAST_MICROS = Date.parse("9999-12-31T23:59:59Z") * 1000;

function instantOf(value: unknown): number | null {
  const micros = readTime(value)?.instantMicros ?? null;
  return micros !== null && micros >= FIRST_MICROS && micros <= LAST_MICROS ? micros : null;
}
