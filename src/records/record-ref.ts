/** What finds a record: its type, its connection, and its key there. */
import type { Viewer } from "../access/viewer.ts";
import { type IdKind, idOf, readId } from "../graphql/ids.ts";
import { isText } from "../text.ts";
import { isUuid } from "../uuid.ts";
import { RecordType } from "./health-record.ts";

export type RecordRef = { type: RecordType; connectionId: string; key: string };

export function recordId(viewer: Viewer, { type, connectionId, key }: RecordRef): string {
  return idOf(viewer, "record", type, connectionId, key);
}

/** Null where the text is no id of a record: nothing is found by it then. */
export function readRecordId(viewer: Viewer, id: string): RecordRef | null {
  const [type, connectionId, key, ...rest] = readId(viewer, "record", id) ?? [];
  const isOne =
    isRecordType(type) && isText(connectionId) && isUuid(connectionId) && isText(key) && rest.length === 0;
  return isOne ? { type, connectionId, key } : null;
}

/** The users or connections that ids name; texts that are no such id name nothing. */
export function uuidsOf(
  viewer: Viewer,
  kind: IdKind & ("user" | "connection"),
  ids: readonly string[],
): string[] {
  return ids.flatMap((id) => readId(viewer, kind, id) ?? []).filter(isUuid);
}

function isRecordType(value: string | undefined): value is RecordType {
  return value !== undefined && Object.hasOwn(RecordType, value);
}
