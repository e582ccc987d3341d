/** Cursors of the lists of records: the place of a row in the list's order. */
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { cursorOf, readCursor } from "../graphql/ids.ts";
import { readTime } from "../terra/times.ts";
import { isText } from "../text.ts";
import { isUuid } from "../uuid.ts";
import type { Order } from "./record-filter.ts";
import type { StoredRecord } from "./record-from-row.ts";
import type { RecordRef } from "./record-ref.ts";
import type { RecordDefinition } from "./record-types.ts";

/** Where a row stands: by start (null ones last), then type, then connection and key. */
export type Place = RecordRef & { start: string | null };

export type RecordList = { definitions: readonly RecordDefinition[]; order: Order };

/** The cursor of a record in a list of these types. */
export function recordCursor(viewer: Viewer, list: RecordList, record: StoredRecord): string {
  return cursorOf(viewer, nameOf(list), record.startInstant, record.type, record.connectionId, record.key);
}

/** The place that a cursor names. Throws BAD_USER_INPUT where it is not one of this list. */
export function readRecordCursor(viewer: Viewer, list: RecordList, cursor: string): Place {
  const [start = null, type, connectionId, key] = readCursor(viewer, nameOf(list), cursor);
  const definition = list.definitions.find((one) => one.type === type);
  const startIsOne = start === null || (typeof start === "string" && readTime(start) !== null);
  if (definition && startIsOne && isText(connectionId) && isUuid(connectionId) && isText(key)) {
    return { start, type: definition.type, connectionId, key };
  }
  throw new TerrariumError("BAD_USER_INPUT", "after is damaged: give a cursor as the list gave it.");
}

function nameOf({ definitions, order }: RecordList): string {
  return `records:${definitions.map(({ type }) => type).sort()}:${order}`;
}
