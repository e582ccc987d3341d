/** Tickets: good once and for a minute, so that no key that lives longer has to stand in a URL. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { TerrariumError } from "../errors.ts";
import { type Grounds, groundsSchema } from "./grounds.ts";
import type { Seal } from "./seal.ts";

export type Tickets = {
  /** Of no use after a minute, nor after so many seconds. Times are milliseconds of the epoch. */
  issue(grounds: Grounds, validForSeconds: number): { ticket: string; expiresAt: number };
  /**
   * What it was issued on, at its first use on any gateway; null at every other, and for what is no ticket.
   * @throws TerrariumError CANNOT_VERIFY_NOW
   */
  spend(ticket: string): Promise<Grounds | null>;
};

export type TicketsOptions = {
  db: Kysely<Database>;
  /** The same on every gateway. */
  seal: Seal;
  clock?: () => number;
};

const LIFE_SECONDS = 60;
/** How often spent tickets are forgotten that would be refused for their age. */
const FORGET_EVERY_MS = 60_000;

const ticketSchema = z.object({ id: z.uuid(), expiresAt: z.number(), grounds: groundsSchema });
type TicketContent = z.infer<typeof ticketSchema>;

export function openTickets({ db, seal, clock = Date.now }: TicketsOptions): Tickets {
  let forgotAt = clock();
  return {
    issue(grounds, validForSeconds) {
      const expiresAt = Math.floor(clock() + 1000 * Math.min(LIFE_SECONDS, validForSeconds));
      const content: TicketContent = { id: randomUUID(), expiresAt, grounds };
      return { ticket: seal.close(JSON.stringify(content)), expiresAt };
    },
    async spend(ticket) {
      const content = contentOf(seal.open(ticket));
      if (content === null || clock() >= content.expiresAt) return null;
      const forgets = clock() - forgotAt >= FORGET_EVERY_MS;
      if (forgets) forgotAt = clock();
      return (await isFirstUse(db, content, forgets)) ? content.grounds : null;
    },
  };
}

function contentOf(text: string | null): TicketContent | null {
  return text === null ? null : (ticketSchema.safeParse(JSON.parse(text)).data ?? null);
}

// What is forgotten is an hour too old for any gateway's clock. Rows that another gateway forgets are left to it: two
// that spend one ticket would otherwise wait for each other.
async function isFirstUse(
  db: Kysely<Database>,
  { id, expiresAt }: TicketContent,
  forgets: boolean,
): Promise<boolean> {
  const forgotten = sql`
    delete from spent_tickets where ${forgets} and id in (
      select id from spent_tickets where expires_at < now() - interval '1 hour' for update skip locked)`;
  try {
    const { rows } = await sql`
      with forgotten as (${forgotten})
      insert into spent_tickets (id, expires_at) values (${id}, ${new Date(expiresAt).toISOString()})
      on conflict do nothing returning id`.execute(db);
    return rows.length === 1;
  } catch (cause) {
    const message = "Tickets cannot be checked now: ask again in some seconds.";
    throw new TerrariumError("CANNOT_VERIFY_NOW", message, { cause });
  }
}
