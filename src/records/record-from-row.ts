/** Rows as the objects that GraphQL resolves: instances of their classes, whose getters and types they need. */
import type { Viewer } from "../access/viewer.ts";
import { isoInstant } from "../database/instants.ts";
import type { HealthRecord } from "./health-record.ts";
import { type ItemClass, metricsOf, partsOfClass } from "./metric.ts";
import type { RecordDefinition } from "./record-types.ts";
import { hiddenIn } from "./visible-values.ts";

/** A record as it was read: whose it is beside what it says. Columns that nobody asked for are not there. */
export type StoredRecord = HealthRecord & {
  userId: string;
  provider: string;
  /** As PostgreSQL wrote it, for the cursor. */
  startInstant: string | null;
  deliveryId?: string;
  arrivedAt?: string;
};

export type RecordRow = Record<string, unknown> & { connectionId: string; key: string };

/**
 * Makes a row that was read with some of its columns a record, in place: copied, it took twenty times as long. Of what
 * is in its lists, the viewer is left what they may see; of its columns, only those were read.
 */
export function recordFrom(viewer: Viewer, definition: RecordDefinition, row: RecordRow): StoredRecord {
  const record: StoredRecord = Object.setPrototypeOf(row, definition.record.prototype);
  if (row["createdAt"]) record.createdAt = isoInstant(record.createdAt);
  if (row["updatedAt"]) record.updatedAt = isoInstant(record.updatedAt);
  return withItems(viewer, definition.record, record);
}

/** Makes the items of an object's lists, and its parts, instances of their classes, in place. */
function withItems<Owner extends object>(viewer: Viewer, owner: ItemClass, object: Owner): Owner {
  for (const [name, item] of nestedOf(owner)) {
    const value: unknown = Reflect.get(object, name);
    if (Array.isArray(value))
      Reflect.set(
        object,
        name,
        value.map((one) => instanceOf(viewer, item(), one)),
      );
    else if (value) Reflect.set(object, name, instanceOf(viewer, item(), value));
  }
  return object;
}

function instanceOf(viewer: Viewer, item: ItemClass, value: unknown): object | null {
  if (!value) return null;
  const made: object = Object.setPrototypeOf(value, item.prototype);
  for (const name of hiddenIn(viewer, item)) Reflect.deleteProperty(made, name);
  return withItems(viewer, item, made);
}

type Nested = [name: string, item: () => ItemClass][];

const nestedByClass = new WeakMap<ItemClass, Nested>();

function nestedOf(owner: ItemClass): Nested {
  const known = nestedByClass.get(owner);
  if (known) return known;
  const lists = metricsOf(owner).flatMap<Nested[number]>(({ name, item }) => (item ? [[name, item]] : []));
  const nested = [...lists, ...partsOfClass(owner).map<Nested[number]>(({ name, part }) => [name, part])];
  nestedByClass.set(owner, nested);
  return nested;
}
