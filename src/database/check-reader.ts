/** Reads are made with as few rights as they need: this finds out at the start whether that works, not at the first query. */
import type pg from "pg";
import { TerrariumError } from "../errors.ts";

/** @throws DATABASE_UNUSABLE, with what to do, where the login cannot read as readers do. */
export async function checkReader(pool: pg.Pool, takesReaderRole: boolean): Promise<void> {
  const role = takesReaderRole ? "set local role terrarium_reader;" : "";
  const client = await pool.connect();
  try {
    await client.query(`begin read only; ${role} select from users limit 0; rollback`);
  } catch (cause) {
    throw new TerrariumError("DATABASE_UNUSABLE", takesReaderRole ? CANNOT_TAKE_ROLE : CANNOT_READ, {
      cause,
    });
  } finally {
    client.release(true);
  }
}

const CANNOT_TAKE_ROLE =
  "Reads take the role terrarium_reader, and the login of DATABASE_URL cannot: let it make roles (alter role ... " +
  "createrole) for the first start, or make the role, grant it to the login and grant it select on all tables, or " +
  "give DATABASE_READ_URL with a login that may only read.";

const CANNOT_READ =
  "The login of DATABASE_READ_URL cannot read the tables: grant it select on all tables in the schema.";
