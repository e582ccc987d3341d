/** What state a transfer is in: a pure function of what was said, what came, and the time. */
import type { Facts } from "../merge/facts.ts";
import type { Version } from "../merge/version.ts";
import { contentOf } from "./join-transfer.ts";
import type { TransferStatus } from "./transfer.ts";

/** Everything that a transfer's state depends on. Each only grows, so that what was COMPLETE once is so for ever. */
export type Progress = {
  facts: Facts;
  /** The least number of payloads that was ever expected. */
  leastExpected: number | null;
  /** The most different payloads that were ever counted. */
  received: number;
  /** The newest clock among the payloads, and when the last of them came. */
  payloadClockMicros: number | null;
  lastPayloadMicros: number | null;
};

const HOUR_MICROS = 3_600_000_000;

export function statusOf(progress: Progress, nowMicros: number): TransferStatus {
  const { leastExpected, received, facts } = progress;
  if (leastExpected !== null && received >= leastExpected) return "COMPLETE";
  const expected = contentOf(facts, "expected");
  const quietSinceMicros = quietSinceMicrosOf(progress);
  return statusAt({ status: newestStage(progress), expected, quietSinceMicros }, nowMicros);
}

/** What a state has become with time alone. */
export function statusAt(
  {
    status,
    expected,
    quietSinceMicros,
  }: { status: TransferStatus; expected: number | null; quietSinceMicros: number },
  nowMicros: number,
): TransferStatus {
  if (!isUnderWay(status) || quietSinceMicros > quietBefore(nowMicros)) return status;
  return expected === null ? "QUIET" : "STALLED";
}

/** The instant, in microseconds: what has been quiet since then or longer is STALLED or QUIET. */
export function quietBefore(nowMicros: number): number {
  return nowMicros - HOUR_MICROS;
}

/** The later of the last payload (or the last event, before any payload came) and of Terra's next try. */
export function quietSinceMicrosOf({ facts, lastPayloadMicros }: Progress): number {
  const heard = Object.values(facts).map(([piece]) => piece?.version.arrivedMicros ?? 0);
  const retryAtMicros = contentOf(facts, "rateLimit")?.retryAtMicros ?? 0;
  return Math.max(lastPayloadMicros ?? Math.max(0, ...heard), retryAtMicros);
}

function isUnderWay(status: TransferStatus): boolean {
  return status === "PROCESSING" || status === "SENDING" || status === "RATE_LIMITED";
}

type Stage = { status: TransferStatus; clockMicros: number | null; arrivedMicros: number };

// A transfer begins by being processed and is never again. Of equal clocks the one further along stands.
function newestStage({ facts, payloadClockMicros, lastPayloadMicros }: Progress): TransferStatus {
  const stages: Stage[] = [
    ...stageOf("RATE_LIMITED", facts["rateLimit"]?.[0]?.version),
    ...stageOf("SENDING", facts["sending"]?.[0]?.version),
  ];
  if (lastPayloadMicros !== null)
    stages.push({ status: "SENDING", clockMicros: payloadClockMicros, arrivedMicros: lastPayloadMicros });
  const [first, ...others] = stages;
  return first ? others.reduce((a, b) => (isOlder(b, a) ? a : b), first).status : "PROCESSING";
}

function stageOf(status: TransferStatus, version: Version | undefined): Stage[] {
  return version ? [{ status, clockMicros: version.clockMicros, arrivedMicros: version.arrivedMicros }] : [];
}

// By Terra's clock; what has none is older than what has one, and among themselves arrival decides.
function isOlder(a: Stage, b: Stage): boolean {
  if (a.clockMicros === null && b.clockMicros === null) return a.arrivedMicros < b.arrivedMicros;
  return (a.clockMicros ?? Number.NEGATIVE_INFINITY) < (b.clockMicros ?? Number.NEGATIVE_INFINITY);
}
