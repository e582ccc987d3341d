/** What a subscriber was told, held against what is there. */
import { ADMIN } from "../../../src/access/viewer.ts";
import { readCursor } from "../../../src/graphql/ids.ts";
import type { ToldEvent } from "../load/listener.ts";
import type { ShownRecord } from "../load/read-records.ts";

/**
 * What contradicts "in the order of the feed, no revision of a record twice, none going back, and the last that was
 * told is the record as it is". Several changes of a record may have come as one, so that revisions may be left out.
 */
export function toldOnce(events: readonly ToldEvent[], shown: readonly ShownRecord[]): string[] {
  const revisions = new Map<string, number>();
  const broken: string[] = [];
  let last = 0n;
  for (const { kind, cursor, recordId, revision } of events) {
    const place = placeOf(cursor);
    if (place <= last) broken.push(`${kind} at ${place} was told after ${last}`);
    last = place;
    if (kind === "FeedGap" || kind === "RecordDeleted") broken.push(`${kind} at ${place} was not to be told`);
    if (recordId === undefined || revision === undefined) continue;
    const before = revisions.get(recordId) ?? 0;
    if (revision <= before) broken.push(`revision ${revision} of ${recordId} was told after ${before}`);
    revisions.set(recordId, revision);
  }
  for (const { id, record, revision } of shown) {
    if (revisions.get(id) === revision) continue;
    broken.push(`${record} has revision ${revision}, and ${revisions.get(id) ?? "none"} was told last`);
  }
  return broken;
}

// An admin's cursors are the places as they are.
function placeOf(cursor: string): bigint {
  const [seq] = readCursor(ADMIN, "changes", cursor);
  return BigInt(String(seq));
}
