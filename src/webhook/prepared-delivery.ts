import type { ConnectionStatement, HistoryEntry } from "../connections/connection-statement.ts";
import type { DeliveryState } from "../deliveries/delivery.ts";
import type { RecordStatement } from "../records/statements-of.ts";
import type { TerraUser } from "../terra/envelope.ts";
import type { TerraHealthcheck } from "../terra/healthcheck.ts";
import type { TransferStatement } from "../transfers/transfer-statement.ts";
import type { ReceivedDelivery } from "./received-delivery.ts";

/** A delivery of which all is known that can be known without the database. */
export type PreparedDelivery = Omit<ReceivedDelivery, "body"> &
  Stated & {
    type: string | null;
    user: TerraUser | null;
    bytes: number;
    hash: Uint8Array;
    encoding: number;
    packedBody: Uint8Array;
    /** Which payload of its reference it is: a chunk's number, or the hash of its body. */
    payload: string | null;
    state: DeliveryState;
    /** The clock of what it states. */
    clockMicros: number | null;
    /** When a PENDING one is tried next. */
    nextTryAt: string | null;
    error: string | null;
  };

type Stated = {
  connection: ConnectionStatement | null;
  /** Of a re-authentication, what it says of the id whose place was taken. */
  former: ConnectionStatement | null;
  /** An authentication that failed, for the history of the person. */
  failedAuth: (HistoryEntry & { referenceId: string }) | null;
  records: RecordStatement[];
  transfer: TransferStatement | null;
  healthcheck: TerraHealthcheck | null;
};

export const NOTHING_STATED: Stated = {
  connection: null,
  former: null,
  failedAuth: null,
  records: [],
  transfer: null,
  healthcheck: null,
};

export function asFailed(delivery: PreparedDelivery, error: string): PreparedDelivery {
  return { ...delivery, state: "FAILED", error };
}
