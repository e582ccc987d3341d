/** Deliveries over GraphQL, for operators. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { requireBodies, requireOperator } from "../access/policy.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import { idOf } from "../graphql/ids.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize, pageType } from "../graphql/pages.ts";
import { JsonScalar } from "../graphql/scalars.ts";
import { DeliveryFilter } from "./deliveries-args.ts";
import { Delivery } from "./delivery.ts";
import { filterOf, readDeliveryId } from "./delivery-ids.ts";
import { bodyLoader, headersLoader } from "./read-contents.ts";
import { countDeliveries, deliveryLoader, readDeliveries } from "./read-deliveries.ts";
import { childrenLoader, parentLoader } from "./read-fetched.ts";

export const DeliveryPage = pageType(Delivery, "Delivery");

const LIST = "deliveries";

@Resolver(() => Delivery)
export class DeliveryResolver {
  @Query(() => Delivery, {
    nullable: true,
    description:
      "One delivery. Null if there is none, or it is no longer kept. For operators; FORBIDDEN for others.",
  })
  async delivery(
    @Arg("id", () => ID, { description: "The delivery's id." }) id: string,
    @Ctx() context: Context,
  ): Promise<Delivery | null> {
    requireOperator(context.viewer);
    const key = readDeliveryId(context.viewer, id);
    return key && (await deliveryLoader(context).load(key));
  }

  @Query(() => DeliveryPage, {
    description: "What Terra delivered, the newest first. For operators; FORBIDDEN for others.",
  })
  async deliveries(
    @Args(() => DeliveryFilter) given: DeliveryFilter,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { viewer, session }: Context,
  ): Promise<Page<Delivery>> {
    requireOperator(viewer);
    const size = pageSize(first);
    const filter = filterOf(viewer, given);
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

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Its body as it came. What is no UTF-8 is shown as U+FFFD. Null where it was not kept. An operation may read " +
      "16 MiB of bodies, or one: otherwise QUERY_TOO_COMPLEX. It holds a person's data: FORBIDDEN for a key that may not " +
      "read that, too.",
  })
  async body(@Root() delivery: Delivery, @Ctx() context: Context): Promise<string | null> {
    requireBodies(context.viewer);
    return bodyLoader(context).load(delivery);
  }

  @FieldResolver(() => JsonScalar, {
    description:
      "The headers that it came with, by their names in lower case; keys and cookies are not kept.",
  })
  headers(@Root() delivery: Delivery, @Ctx() context: Context): Promise<Record<string, unknown>> {
    return headersLoader(context).load(delivery);
  }

  @FieldResolver(() => Delivery, {
    nullable: true,
    description:
      "The delivery that this one was fetched for. Null where it came by itself, or that one is no longer kept.",
  })
  async parent(@Root() { parentId }: Delivery, @Ctx() context: Context): Promise<Delivery | null> {
    return parentId === null ? null : await parentLoader(context).load(parentId);
  }

  @FieldResolver(() => [Delivery], {
    description: "What was fetched for it, where it only said where its payload is.",
  })
  children(@Root() { id }: Delivery, @Ctx() context: Context): Promise<Delivery[]> {
    return childrenLoader(context).load(id);
  }
}
