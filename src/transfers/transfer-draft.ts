/** A transfer before and after what a batch means for it. Pure. */
import { canonicalJson } from "../canonical-json.ts";
import type { Facts } from "../merge/facts.ts";
import { readTime } from "../terra/times.ts";
import type { Payloads } from "./count-payloads.ts";
import { contentOf, joinTransferFacts, storedTransferFacts } from "./join-transfer.ts";
import type { TransferRow } from "./lock-transfers.ts";
import type { TransferStatus } from "./transfer.ts";
import type { TransferStatement } from "./transfer-statement.ts";
import { type Progress, statusOf } from "./transfer-status.ts";

/** What an event of a batch says of a transfer, and the connection of its terraUserId. */
export type StatedTransfer = { statement: TransferStatement; connectionId: string | null };

/** A transfer as it is stored, or null where it is new, and what is said of it now. */
export type TransferTarget = { reference: string; row: TransferRow | null; stated: StatedTransfer[] };

/** A transfer as it will be. */
export type TransferDraft = TransferTarget & {
  progress: Progress;
  status: TransferStatus;
  connectionId: string | null;
  startedMicros: number;
};

export function draftOf(target: TransferTarget, payloads: Payloads | null, nowMicros: number): TransferDraft {
  const progress = progressOf(target, payloads);
  return {
    ...target,
    progress,
    status: statusOf(progress, nowMicros),
    connectionId: connectionOf(target, progress),
    startedMicros: microsOf(target.row?.startedAt) ?? firstHeard(target, payloads),
  };
}

// The counts keep their greatest: deliveries are dropped after a time, and what came has come.
function progressOf({ row, stated }: TransferTarget, payloads: Payloads | null): Progress {
  const facts = stated.map(({ statement }) => statement.facts);
  const expected = facts.map((one) => contentOf(one, "expected"));
  return {
    facts: joinTransferFacts(row?.facts ?? {}, facts),
    leastExpected: least([row?.leastExpected ?? null, ...expected]),
    received: Math.max(row?.received ?? 0, payloads?.received ?? 0),
    payloadClockMicros: greatest([numberOf(row?.payloadClockMicros), payloads?.clockMicros ?? null]),
    lastPayloadMicros: greatest([microsOf(row?.lastPayloadAt), payloads?.lastMicros ?? null]),
  };
}

// That of the terraUserId that was said last.
function connectionOf({ row, stated }: TransferTarget, { facts }: Progress): string | null {
  const terraUserId = contentOf(facts, "terraUserId");
  const winner = stated.find(({ statement }) => statement.terraUserId === terraUserId);
  return winner?.connectionId ?? row?.connectionId ?? null;
}

function firstHeard({ stated }: TransferTarget, payloads: Payloads | null): number {
  const arrivals = stated.flatMap(({ statement }) =>
    Object.values(statement.facts).flatMap(([piece]) => piece?.version.arrivedMicros ?? []),
  );
  return Math.min(...arrivals, payloads?.firstMicros ?? Number.POSITIVE_INFINITY);
}

/** Whether anything differs from what is stored. */
export function isWritten(draft: TransferDraft): boolean {
  const { row, progress } = draft;
  return (
    row === null ||
    isTold(draft) ||
    row.leastExpected !== progress.leastExpected ||
    microsOf(row.lastPayloadAt) !== progress.lastPayloadMicros ||
    numberOf(row.payloadClockMicros) !== progress.payloadClockMicros ||
    canonicalJson(row.facts) !== canonicalJson(storedTransferFacts(progress.facts))
  );
}

/** Whether whose it is or its progress, as it is shown, differs. */
export function isTold({ row, progress, status, connectionId }: TransferDraft): boolean {
  return (
    row === null ||
    row.connectionId !== connectionId ||
    row.status !== status ||
    row.received !== progress.received ||
    row.expected !== contentOf(progress.facts, "expected") ||
    retryOf(joinTransferFacts(row.facts, [])) !== retryOf(progress.facts)
  );
}

export function retryOf(facts: Facts): number | null {
  return contentOf(facts, "rateLimit")?.retryAtMicros ?? null;
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function microsOf(instant: string | null | undefined): number | null {
  return readTime(instant)?.instantMicros ?? null;
}

function numberOf(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}
