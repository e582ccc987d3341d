import { Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.ts";
import { groundsOf } from "./grounds.ts";
import { Ticket } from "./ticket.ts";

@Resolver()
export class TicketResolver {
  @Mutation(() => Ticket, {
    description:
      "A ticket for one WebSocket or one event stream, for whoever cannot send a header or would rather not send a key " +
      "again: `wss://host/graphql?ticket=...`, and then a connection_init without `authorization`, or " +
      "`https://host/graphql/stream?query=...&ticket=...`. It is good for a minute, never longer than the key or token " +
      "that asks for it, and what it opens sees what that sees. For every viewer.",
  })
  createTicket(@Ctx() { viewer, tickets }: Context): Ticket {
    const { ticket, expiresAt } = tickets.issue(groundsOf(viewer), secondsLeft(viewer.expiresAt));
    return { ticket, expiresAt: new Date(expiresAt).toISOString() };
  }
}

function secondsLeft(expiresAt: number | null): number {
  return expiresAt === null ? Number.POSITIVE_INFINITY : (expiresAt - Date.now()) / 1000;
}
