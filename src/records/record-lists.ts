/** The typed lists, on Query, User and Connection: `dailies`, `sleeps` and the others, one like the other. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { Connection } from "../connections/connection.ts";
import type { Context } from "../graphql/context.ts";
import { pageType } from "../graphql/pages.ts";
import { User } from "../users/user.ts";
import { loadPage, type Parent, pagesOfRecords } from "./load-records.ts";
import { AllRecordsArgs, RecordArgs } from "./record-filter.ts";
import { columnsOfPage } from "./record-selection.ts";
import { type RecordDefinition, recordDefinitions } from "./record-types.ts";

/** The resolvers of all typed lists. */
export const recordListResolvers = recordDefinitions.flatMap(listResolvers);

// TypeGraphQL finds a field's resolver by its type and the name of the method, so the method has the list's name.
function listResolvers(definition: RecordDefinition) {
  const list = listOf(definition);
  const words = definition.table.replaceAll("_", " ");
  const page = pageType(definition.record, definition.record.name);

  function load(context: Context, info: GraphQLResolveInfo, parent: Parent, args: RecordArgs) {
    return loadPage(context, info, parent, () =>
      pagesOfRecords(context, args, { definition, columns: columnsOfPage(info, definition) }),
    );
  }

  @Resolver()
  class AllRecordsResolver {
    @Query(() => page, { description: `The ${words} of everyone that the viewer may see.` })
    [list](
      @Args(() => AllRecordsArgs) args: AllRecordsArgs,
      @Ctx() context: Context,
      @Info() info: GraphQLResolveInfo,
    ) {
      return load(context, info, null, args);
    }
  }

  @Resolver(() => User)
  class UserRecordsResolver {
    @FieldResolver(() => page, { description: `The person's ${words}, of all connections.` })
    [list](
      @Root() user: User,
      @Args(() => RecordArgs) args: RecordArgs,
      @Ctx() context: Context,
      @Info() info: GraphQLResolveInfo,
    ) {
      return load(context, info, { by: "userId", id: user.id }, args);
    }
  }

  @Resolver(() => Connection)
  class ConnectionRecordsResolver {
    @FieldResolver(() => page, { description: `The ${words} that came by this connection.` })
    [list](
      @Root() connection: Connection,
      @Args(() => RecordArgs) args: RecordArgs,
      @Ctx() context: Context,
      @Info() info: GraphQLResolveInfo,
    ) {
      return load(context, info, { by: "connectionId", id: connection.id }, args);
    }
  }

  return [AllRecordsResolver, UserRecordsResolver, ConnectionRecordsResolver];
}

/** `planned_workouts` is the table, `plannedWorkouts` the list. */
function listOf({ table }: RecordDefinition): string {
  return table.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
