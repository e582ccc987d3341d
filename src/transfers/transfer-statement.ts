/** What an event says of its transfer: facts, each under a version of its own, joined like a record's sections. */
import { hash as digest } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { Facts } from "../merge/facts.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import type { Version } from "../merge/version.ts";
import type { TerraUser } from "../terra/envelope.ts";
import type { TransferEvent } from "../terra/transfer-event.ts";

/** The facts of a transfer, and what each holds. */
export type TransferContent = {
  processing: true;
  sending: true;
  /** How many payloads Terra said would come. */
  expected: number;
  rateLimit: { retryAtMicros: number | null; startDate: string | null; endDate: string | null };
  /** Whose data was asked for. */
  terraUserId: string;
};
export type TransferFact = keyof TransferContent;

export type TransferStatement = { reference: string; terraUserId: string | null; facts: Facts };

type Stamp = Omit<Version, "tie">;

/** Null where the event does not say which transfer it is about. */
export function transferStatementOf(
  event: TransferEvent,
  user: TerraUser | null,
  stamp: Stamp,
): TransferStatement | null {
  if (event.reference === null) return null;
  const terraUserId = user?.terraUserId ?? null;
  return {
    reference: event.reference,
    terraUserId,
    facts: { ...fact("terraUserId", terraUserId, stamp), ...factsOf(event, stamp) },
  };
}

function factsOf(event: TransferEvent, stamp: Stamp): Facts {
  const { startDate, endDate, retryAtMicros } = event;
  switch (event.type) {
    case "large_request_processing":
      return fact("processing", true, stamp);
    case "large_request_sending":
      return { ...fact("sending", true, stamp), ...fact("expected", event.expectedPayloads, stamp) };
    case "rate_limit_hit":
      return fact("rateLimit", { retryAtMicros, startDate, endDate }, stamp);
  }
}

function fact<Name extends TransferFact>(
  name: Name,
  content: TransferContent[Name] | null,
  stamp: Stamp,
): Facts {
  if (content === null) return {};
  const hash = digest("sha256", canonicalJson(content), "hex").slice(0, 32);
  return { [name]: [{ ...ALL_TIME, version: { ...stamp, tie: [null, null, hash] }, content }] };
}
