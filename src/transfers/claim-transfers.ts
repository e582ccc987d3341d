/** Which transfers a batch concerns: its events open them or say more of them, and its payloads are counted. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { lockOpening, lockTransfers } from "./lock-transfers.ts";
import { isPayload } from "./payload-types.ts";
import type { StatedTransfer, TransferTarget } from "./transfer-draft.ts";

/** A stored delivery that carries a reference, whatever it is. */
export type ReferredDelivery = { reference: string; type: string | null };

export type BatchOfTransfers = {
  stated: readonly StatedTransfer[];
  referred: readonly ReferredDelivery[];
};

/**
 * Locks the transfers that are concerned. Where none is it costs one statement, or none where nothing has a reference:
 * ordinary events have one, too, and open no transfer.
 */
export async function claimTransfers(
  db: Kysely<Database>,
  { stated, referred }: BatchOfTransfers,
): Promise<TransferTarget[]> {
  const payloads = referred.filter(({ type }) => isPayload(type));
  const opened = stated.map(({ statement }) => statement.reference);
  const references = distinct([...opened, ...payloads.map(({ reference }) => reference)]);
  if (references.length === 0) return [];
  if (opened.length > 0) await lockOpening(db, distinct(opened));
  const rows = new Map((await lockTransfers(db, references)).map((row) => [row.reference, row]));
  const byReference = Map.groupBy(stated, ({ statement }) => statement.reference);
  return distinct([...rows.keys(), ...opened]).map((reference) => ({
    reference,
    row: rows.get(reference) ?? null,
    stated: byReference.get(reference) ?? [],
  }));
}

function distinct(references: readonly string[]): string[] {
  return [...new Set(references)].sort();
}
