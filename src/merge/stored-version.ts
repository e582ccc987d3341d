/** A version as it is stored in JSON: short, since a record may keep many. */
import type { Version } from "./version.ts";

export type StoredVersion = [
  terraUserId: string,
  clockMicros: number | null,
  arrivedMicros: number,
  deliveryId: string,
  steps: number | null,
  calories: number | null,
  hash: string,
];

export function storedVersion({
  terraUserId,
  clockMicros,
  arrivedMicros,
  deliveryId,
  tie,
}: Version): StoredVersion {
  return [terraUserId, clockMicros, arrivedMicros, deliveryId, ...tie];
}

export function versionOf([
  terraUserId,
  clockMicros,
  arrivedMicros,
  deliveryId,
  ...tie
]: StoredVersion): Version {
  return { terraUserId, clockMicros, arrivedMicros, deliveryId, tie };
}

export function sameVersion(a: Version, b: Version): boolean {
  return a === b || JSON.stringify(storedVersion(a)) === JSON.stringify(storedVersion(b));
}
