/** What every record leads to: whose it is, by which connection and delivery it came, its series. */
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { mayOperate } from "../access/policy.ts";
import { Connection } from "../connections/connection.ts";
import { connectionLoader } from "../connections/read-connections.ts";
import { Delivery } from "../deliveries/delivery.ts";
import { deliveryLoader } from "../deliveries/read-deliveries.ts";
import type { Context } from "../graphql/context.ts";
import { userLoader } from "../users/read-users.ts";
import { User } from "../users/user.ts";
import { HealthRecord } from "./health-record.ts";
import { seriesLoader } from "./read-series.ts";
import type { StoredRecord } from "./record-from-row.ts";
import { recordId } from "./record-ref.ts";
import { SeriesName } from "./series.ts";
import { Series } from "./series-view.ts";

@Resolver(() => HealthRecord)
export class RecordResolver {
  @FieldResolver(() => ID, { description: "Its id, opaque; it stays." })
  id(@Root() record: StoredRecord, @Ctx() { viewer }: Context): string {
    return recordId(viewer, record);
  }

  @FieldResolver(() => Connection, { description: "The connection that it came by." })
  connection(@Root() record: StoredRecord, @Ctx() context: Context): Promise<Connection | null> {
    return connectionLoader(context).load(record.connectionId);
  }

  @FieldResolver(() => User, { description: "The person that it is of." })
  user(@Root() record: StoredRecord, @Ctx() context: Context): Promise<User | null> {
    return userLoader(context).load(record.userId);
  }

  @FieldResolver(() => String, {
    description: "The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it.",
  })
  provider(@Root() record: StoredRecord): string {
    return record.provider;
  }

  @FieldResolver(() => [Series], {
    description: "Its sample arrays, each by its name; those that it does not have are not there.",
  })
  series(
    @Root() record: StoredRecord,
    @Arg("names", () => [SeriesName], { nullable: true, description: "Only these." }) names:
      | SeriesName[]
      | null,
    @Ctx() context: Context,
  ): Promise<Series[]> {
    return seriesLoader(context, names ?? null).load(record);
  }

  @FieldResolver(() => Delivery, {
    nullable: true,
    description: "The delivery that it last came from. Null for whoever is no operator.",
  })
  async delivery(
    @Root() { deliveryId, arrivedAt }: StoredRecord,
    @Ctx() context: Context,
  ): Promise<Delivery | null> {
    if (deliveryId === undefined || arrivedAt === undefined || !mayOperate(context.viewer)) return null;
    return await deliveryLoader(context).load({ id: deliveryId, receivedAt: arrivedAt });
  }
}
