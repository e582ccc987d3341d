import { recordDefinitions } from "../records/record-types.ts";
import { S3_PAYLOAD_TYPES } from "../terra/s3-payload.ts";

/** The types of events that are payloads of a transfer: those that bring records, or say where these lie. */
export const PAYLOAD_TYPES: readonly string[] = [
  ...recordDefinitions.flatMap(({ events }) => events),
  ...S3_PAYLOAD_TYPES,
];

const types = new Set(PAYLOAD_TYPES);

export function isPayload(type: string | null): boolean {
  return type !== null && types.has(type);
}
