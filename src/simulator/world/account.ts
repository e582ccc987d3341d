import type { Connection } from "./connection.ts";
import type { Person } from "./person.ts";

/** A person's connection, in use. */
export type Account = {
  person: Person;
  connection: Connection;
  /** Whether its bodies carry their samples. */
  samples: boolean;
  /** Whether more becomes of it than data: re-authentications, revocations, trouble, a backfill at its start. */
  hasLife: boolean;
};
