/** Reads are made with as few rights as they need: this finds out at the start whether that works, not at the first query. */
import type pg from "pg";
import { TerrariumError } from "../errors.ts";

export type ReaderWanted = {
  takesReaderRole: boolean;
  /** Whether row security has to hold for the reader. */
  rowSecurity: boolean;
};

/** @throws DATABASE_UNUSABLE, with what to do, where the login cannot read as readers do. */
export async function checkReader(
  pool: pg.Pool,
  { takesReaderRole, rowSecurity }: ReaderWanted,
): Promise<void> {
  const isHeld = await isHeldByRowSecurity(pool, takesReaderRole);
  if (rowSecurity && !isHeld) throw new TerrariumError("DATABASE_UNUSABLE", GOES_ROUND);
}

/** @throws DATABASE_UNUSABLE where row security would keep the gateway from its own tables. */
export async function checkWriter(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ held: boolean }>("select row_security_active('users') as held");
  if (rows[0]?.held) throw new TerrariumError("DATABASE_UNUSABLE", NOT_THE_OWNER);
}

/** Whether this login may take the role that row security holds for; where reads have a login of their own it need not. */
export async function mayTakeReaderRole(pool: pg.Pool): Promise<boolean> {
  return await isHeldByRowSecurity(pool, true).catch(() => false);
}

async function isHeldByRowSecurity(pool: pg.Pool, takesReaderRole: boolean): Promise<boolean> {
  const role = takesReaderRole ? "set local role terrarium_reader;" : "";
  const client = await pool.connect();
  try {
    const results = await client.query<{ held: boolean }>(
      `begin read only; ${role} select row_security_active('users') as held, terrarium_users('{}', '{}') from (select from users limit 0) u right join (select 1) one on true; rollback`,
    );
    // Several statements in one message bring an array of results, which pg's types do not say.
    return [results].flat().some(({ rows }) => rows[0]?.held === true);
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
  "createrole) for the first start, or make the role, grant it to the login and grant it select on all tables and " +
  "execute on the function terrarium_users, or give DATABASE_READ_URL with a login that may only read.";

const GOES_ROUND =
  "The login of DATABASE_READ_URL goes round row security: it is a superuser, has BYPASSRLS, or owns the tables. Give " +
  "one of which none is so, or set TERRARIUM_ROW_SECURITY=off and do without this second wall.";

const NOT_THE_OWNER =
  "The login of DATABASE_URL does not own the tables, and their row security keeps it from them: give the login that " +
  "made them, or alter table ... owner to it.";

const CANNOT_READ =
  "The login of DATABASE_READ_URL cannot read the tables: grant it select on all tables in the schema, and execute on " +
  "the function terrarium_users.";
