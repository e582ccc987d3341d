/** Connections over GraphQL, and what leads to them. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { mayReadPeople } from "../access/policy.ts";
import { Delivery } from "../deliveries/delivery.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import { idOf, readId } from "../graphql/ids.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize, pageType } from "../graphql/pages.ts";
import { loadHistory } from "../history/load-history.ts";
import type { HistoryRow } from "../history/read-history.ts";
import { isText } from "../text.ts";
import { User } from "../users/user.ts";
import { isUuid } from "../uuid.ts";
import { Connection, ConnectionEvent } from "./connection.ts";
import { ConnectionsArgs } from "./connections-args.ts";
import {
  connectionLoader,
  connectionsOfUserLoader,
  countConnections,
  readConnections,
} from "./read-connections.ts";

export const ConnectionPage = pageType(Connection, "Connection");
export const ConnectionEventPage = pageType(ConnectionEvent, "ConnectionEvent");

const LIST = "connections";

@Resolver(() => Connection)
export class ConnectionResolver {
  @Query(() => Connection, { nullable: true, description: "One connection. Null if there is none." })
  async connection(
    @Arg("id", () => ID, { description: "The connection's id." }) id: string,
    @Ctx() context: Context,
  ): Promise<Connection | null> {
    const [key] = readId(context.viewer, "connection", id) ?? [];
    return key !== undefined && isUuid(key) ? await connectionLoader(context).load(key) : null;
  }

  @Query(() => ConnectionPage, {
    description: "Connections, in the order in which the gateway first heard of them.",
  })
  async connections(
    @Args(() => ConnectionsArgs) { first, after, providers, statuses }: ConnectionsArgs,
    @Ctx() { viewer, session }: Context,
  ): Promise<Page<Connection>> {
    const size = pageSize(first);
    const filter = { providers: providers?.filter(isText) ?? null, statuses };
    const place = readAgePlace(viewer, LIST, after);
    const rows = await readConnections(session.db, viewer, { ...filter, after: place, limit: size + 1 });
    return pageOf(
      rows,
      size,
      ({ createdAt, id }) => ageCursor(viewer, LIST, { at: createdAt, id }),
      () => session.within(MAX_COUNT_MS, (db) => countConnections(db, viewer, filter)),
    );
  }

  @FieldResolver(() => ID, {
    description: "Opaque. It stays the same when the person authenticates again and `terraUserId` changes.",
  })
  id(@Root() connection: Connection, @Ctx() { viewer }: Context): string {
    return idOf(viewer, "connection", connection.id);
  }

  @FieldResolver(() => ConnectionEventPage, {
    description:
      "What happened to it: authentications, changes of Terra's id or of the person, errors, withdrawals. The oldest entry first.",
  })
  history(
    @Root() connection: Connection,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Page<HistoryRow>> {
    return loadHistory(context, "connection", connection.id, args);
  }
}

@Resolver(() => User)
export class UserConnectionsResolver {
  @FieldResolver(() => [Connection], {
    description: "The person's connections, in the order in which the gateway first heard of them.",
  })
  connections(@Root() user: User, @Ctx() context: Context): Promise<Connection[]> {
    return connectionsOfUserLoader(context).load(user.id);
  }
}

@Resolver(() => Delivery)
export class DeliveryConnectionResolver {
  @FieldResolver(() => Connection, {
    nullable: true,
    description:
      "The connection that it is about. Null where it is about none, or about one that is not there any more, and for " +
      "whoever may not read people's data.",
  })
  async connection(@Root() { connectionId }: Delivery, @Ctx() context: Context): Promise<Connection | null> {
    if (connectionId === null || !mayReadPeople(context.viewer)) return null;
    return await connectionLoader(context).load(connectionId);
  }
}
