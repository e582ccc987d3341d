/** A change is one entry of the feed that subscriptions read: what happened to whose record, connection or transfer. */
import type { Generated, GeneratedAlways } from "kysely";
import type { RecordType } from "../records/health-record.ts";

export const ChangeKind = {
  RECORD_SAVED: "RECORD_SAVED",
  RECORD_DELETED: "RECORD_DELETED",
  CONNECTION_CHANGED: "CONNECTION_CHANGED",
  TRANSFER_PROGRESSED: "TRANSFER_PROGRESSED",
} as const;
export type ChangeKind = keyof typeof ChangeKind;

export type Change = {
  /** Its place in the feed, an int8 as text without leading zeros. The order of `seq` is the order of commits. */
  seq: string;
  at: string;
  kind: ChangeKind;
  /** Whose it was when it changed: a connection may move to another user later. */
  userId: string;
  connectionId: string;
  /** These three are null for a change of a connection or a transfer. */
  recordType: RecordType | null;
  key: string | null;
  /** The record's revision with this change. */
  revision: number | null;
  /** The transfer's, null for all else. */
  reference: string | null;
  /** Of a connection that was erased; null of others, which say it themselves. */
  provider: string | null;
};

export type NewChange = Omit<Change, "seq" | "at" | "reference" | "provider"> &
  Partial<Pick<Change, "reference" | "provider">>;

export type ChangesTable = {
  changes: Omit<Change, "seq" | "at"> & { seq: GeneratedAlways<string>; at: Generated<string> };
};

/** Where writers say, without a payload, that there are new changes to read. */
export const CHANNEL = "terrarium_changes";

/** Before every change. */
export const FEED_START = "0";

/** Below zero where `a` comes before `b`, above where it comes after. */
export function compareSeqs(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
