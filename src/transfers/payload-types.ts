import { recordDefinitions } from "../records/record-types.ts";

/** The types of events that are payloads of a transfer: those that bring records, or say where these lie. */
export const PAYLOAD_TYPES: readonly string[] = [
  ...recordDefinitions.map(({ terraType }) => terraType),
  "s3_payload",
  "s3_upload",
];

const types = new Set(PAYLOAD_TYPES);

export function isPayload(type: string | null): boolean {
  return type !== null && types.has(type);
}
