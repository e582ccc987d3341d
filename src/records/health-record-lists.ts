/** `healthRecords`, the lists of records of all types, on Query, User and Connection; and one record by its id. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { Connection } from "../connections/connection.ts";
import type { Context } from "../graphql/context.ts";
import { pageType } from "../graphql/pages.ts";
import { User } from "../users/user.ts";
import { HealthRecord } from "./health-record.ts";
import { loadPage, type Parent, pagesOfHealthRecords } from "./load-records.ts";
import { readRecordsByRef } from "./read-records.ts";
import { AllRecordsOfTypesArgs, RecordsOfTypesArgs } from "./record-filter.ts";
import { readRecordId } from "./record-ref.ts";
import { columnsOfPage, columnsOfRecord } from "./record-selection.ts";
import { recordDefinitions } from "./record-types.ts";

const HealthRecordPage = pageType(HealthRecord, "HealthRecord");

@Resolver()
export class HealthRecordQueryResolver {
  @Query(() => HealthRecord, { nullable: true, description: "One record; null where the id finds none." })
  async healthRecord(
    @Arg("id", () => ID, { description: "The record's id." }) id: string,
    @Ctx() { session, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HealthRecord | null> {
    const ref = readRecordId(viewer, id);
    if (ref === null) return null;
    const [record] = await readRecordsByRef(session.db, viewer, [ref], (one) => columnsOfRecord(info, one));
    return record ?? null;
  }

  @Query(() => HealthRecordPage, {
    description: "The health records of everyone that the viewer may see, of all types.",
  })
  healthRecords(
    @Args(() => AllRecordsOfTypesArgs) args: AllRecordsOfTypesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return load(context, info, null, args);
  }
}

@Resolver(() => User)
export class UserHealthRecordsResolver {
  @FieldResolver(() => HealthRecordPage, {
    description: "The person's health records, of all connections and types.",
  })
  healthRecords(
    @Root() user: User,
    @Args(() => RecordsOfTypesArgs) args: RecordsOfTypesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return load(context, info, { by: "userId", id: user.id }, args);
  }
}

@Resolver(() => Connection)
export class ConnectionHealthRecordsResolver {
  @FieldResolver(() => HealthRecordPage, {
    description: "The health records that came by this connection, of all types.",
  })
  healthRecords(
    @Root() connection: Connection,
    @Args(() => RecordsOfTypesArgs) args: RecordsOfTypesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return load(context, info, { by: "connectionId", id: connection.id }, args);
  }
}

function load(context: Context, info: GraphQLResolveInfo, parent: Parent, args: RecordsOfTypesArgs) {
  return loadPage(context, info, parent, () => {
    const { types } = args;
    const definitions = recordDefinitions.filter(({ type }) => !types || types.includes(type));
    const selected = definitions.map((definition) => ({
      definition,
      columns: columnsOfPage(info, definition),
    }));
    return pagesOfHealthRecords(context, args, selected);
  });
}
