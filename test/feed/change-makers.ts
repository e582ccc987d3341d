/** Changes to append, and what arbitrary ones look like. */
import fc from "fast-check";
import { ADMIN } from "../../src/access/viewer.ts";
import type { NewChange } from "../../src/feed/change.ts";
import { idOf } from "../../src/graphql/ids.ts";
import { RecordType } from "../../src/records/health-record.ts";

/** A uuid that ends in a number. */
export function uuidOf(number: number): string {
  return `abcdef00-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export function userIdOf(number: number): string {
  return idOf(ADMIN, "user", uuidOf(number));
}

type MadeChange = Required<NewChange>;

export function recordSaved(key: string, more: Partial<MadeChange> = {}): MadeChange {
  const connectionId = uuidOf(100);
  return {
    kind: "RECORD_SAVED",
    userId: uuidOf(1),
    connectionId,
    recordType: "DAILY",
    key,
    revision: 1,
    reference: null,
    provider: null,
    ...more,
  };
}

export function connectionChanged(more: Partial<MadeChange> = {}): MadeChange {
  const nothing = { recordType: null, key: null, revision: null, reference: null, provider: null };
  return { kind: "CONNECTION_CHANGED", userId: uuidOf(1), connectionId: uuidOf(100), ...nothing, ...more };
}

export function transferProgressed(reference: string, more: Partial<MadeChange> = {}): MadeChange {
  return connectionChanged({ kind: "TRANSFER_PROGRESSED", reference, ...more });
}

const users = fc.integer({ min: 1, max: 4 });
const types = fc.constantFrom(...Object.values(RecordType));

const kinds = ["RECORD_SAVED", "RECORD_DELETED", "CONNECTION_CHANGED", "TRANSFER_PROGRESSED"] as const;

export const anyChange: fc.Arbitrary<MadeChange> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    user: users,
    connection: fc.integer({ min: 100, max: 103 }),
    recordType: types,
    key: fc.constantFrom("a", "b", "c"),
    revision: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ kind, user, connection, ...record }) => {
    const whose = { userId: uuidOf(user), connectionId: uuidOf(connection) };
    if (kind === "CONNECTION_CHANGED") return connectionChanged(whose);
    if (kind === "TRANSFER_PROGRESSED") return transferProgressed(record.key, whose);
    return kind === "RECORD_SAVED"
      ? recordSaved(record.key, { ...record, ...whose })
      : recordSaved(record.key, { ...record, ...whose, kind: "RECORD_DELETED", revision: null });
  });

const loud = idOf(ADMIN, "user", uuidOf(1).toUpperCase());

/** Arguments of a subscription; some of the users are not there, or their ids are no ids. */
export const anyFilterArgs = fc.record({
  userIds: fc.option(
    fc.array(fc.oneof(users.map(userIdOf), fc.constantFrom(loud, userIdOf(9), "nobody")), { maxLength: 3 }),
  ),
  types: fc.option(fc.uniqueArray(fc.constantFrom(...kinds))),
  recordTypes: fc.option(fc.uniqueArray(types, { maxLength: 3 })),
});
