/** Deliveries over GraphQL, for operators. */
import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { mayOperate } from "../access/policy.ts";
import { TerrariumError } from "../errors.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import { idOf } from "../graphql/ids.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize, pageType } from "../graphql/pages.ts";
import { isText } from "../text.ts";
import { DeliveriesArgs } from "./deliveries-args.ts";
import { Delivery } from "./delivery.ts";
import { countDeliveries, readDeliveries } from "./read-deliveries.ts";

export const DeliveryPage = pageType(Delivery, "Delivery");

const LIST = "deliveries";

@Resolver(() => Delivery)
export class DeliveryResolver {
  @Query(() => DeliveryPage, {
    description: "What Terra delivered, the newest first. For operators; FORBIDDEN for others.",
  })
  async deliveries(
    @Args(() => DeliveriesArgs) { states, types, first, after }: DeliveriesArgs,
    @Ctx() { viewer, session }: Context,
  ): Promise<Page<Delivery>> {
    if (!mayOperate(viewer))
      throw new TerrariumError("FORBIDDEN", "Deliveries are for operators: ask with an admin's key.");
    const size = pageSize(first);
    const filter = { states, types: types?.filter(isText) ?? null };
    const place = readAgePlace(viewer, LIST, after);
    const rows = await readDeliveries(session.db, viewer, { ...filter, after: place, limit: size + 1 });
    return pageOf(
      rows,
      size,
      ({ receivedAt, id }) => ageCursor(viewer, LIST, { at: receivedAt, id }),
      () => session.within(MAX_COUNT_MS, (db) => countDeliveries(db, viewer, filter)),
    );
  }

  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() { receivedAt, id }: Delivery, @Ctx() { viewer }: Context): string {
    return idOf(viewer, "delivery", receivedAt, id);
  }
}
