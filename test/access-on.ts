/** Who may ask, on a database, for tests that open no gateway: the admin. */
import type { Pool } from "pg";
import { type Access, openAccess } from "../src/access/access.ts";
import { createSeal } from "../src/access/seal.ts";
import { openTickets, type Tickets } from "../src/access/tickets.ts";
import { openDatabase } from "../src/database/connection.ts";

export function accessOn(pool: Pool, adminKey: string): { access: Access; tickets: Tickets } {
  const secret = Buffer.from(adminKey);
  const tickets = openTickets({ db: openDatabase(pool), seal: createSeal(secret, "tickets") });
  return { access: openAccess({ adminKey, keys: null, tokens: null, tickets, nameSecret: secret }), tickets };
}
