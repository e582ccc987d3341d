/** Whose each row is, by whom measured and of which kind, as the admin's answers say; and who may see it, in plain words. */
import type { Row } from "./row.ts";
import type { Rights } from "./viewers.ts";
import type { Person } from "./world.ts";

export type Fact = {
  kind: "User" | "Connection" | "Transfer" | "Delivery" | "record";
  /** Null of what is about nobody, as some deliveries are. */
  person: Person | null;
  /** Of a user: of all their connections. */
  providers: readonly string[];
  /** Null of what is no record's. */
  recordType: string | null;
};

/** By the id, or the reference of a transfer. */
export type Facts = ReadonlyMap<string, Fact>;

type Answers = { users: Row[]; connections: Row[]; records: Row[]; deliveries: Row[]; transfers: Row[] };

export function factsOf({ users, connections, records, deliveries, transfers }: Answers): Facts {
  const personOf = (user?: Row | null): Person =>
    user?.referenceId === "ada@app" ? "ada" : user?.referenceId === "bob@app" ? "bob" : "nobody";
  const facts = new Map<string, Fact>();
  const add = (key = "", kind: Fact["kind"], connection?: Row | null, recordType: string | null = null) => {
    const known = facts.get(connection?.id ?? "");
    facts.set(key, { kind, person: known?.person ?? null, providers: known?.providers ?? [], recordType });
  };
  for (const user of users) {
    const providers = user.connections?.map(({ provider = "" }) => provider) ?? [];
    facts.set(user.id ?? "", { kind: "User", person: personOf(user), providers, recordType: null });
  }
  for (const { id = "", provider = "", user } of connections)
    facts.set(id, { kind: "Connection", person: personOf(user), providers: [provider], recordType: null });
  for (const { id, connection, type } of records) add(id, "record", connection, type);
  for (const { reference, connection } of transfers) add(reference, "Transfer", connection);
  for (const { id, connection } of deliveries) add(id, "Delivery", connection);
  return facts;
}

export function maySee(rights: Rights, fact: Fact): boolean {
  const { kind, recordType } = fact;
  if (kind === "Delivery") return rights.operates && isWithin(rights, fact);
  if (kind === "Transfer" && rights.study !== null) return false;
  return rights.reads && isOfType(rights, recordType) && isWithin(rights, fact);
}

export function isOfType({ recordTypes }: Rights, recordType: string | null): boolean {
  return recordTypes === null || recordType === null || recordTypes.includes(recordType);
}

function isWithin({ people, providers }: Rights, fact: Pick<Fact, "person" | "providers">): boolean {
  const isOfPerson = people === null || (fact.person !== null && people.includes(fact.person));
  return (
    isOfPerson && (providers === null || fact.providers.some((provider) => providers.includes(provider)))
  );
}
