/** Replaying deliveries over GraphQL, for operators. */
import { Args, Ctx, Mutation, Resolver } from "type-graphql";
import { requireOperator } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { PageInfo } from "../graphql/pages.ts";
import { type DeliveryFilter, MOST_REPLAYED, REPLAY_PAGE_SIZE, ReplayArgs } from "./deliveries-args.ts";
import type { DeliveryState } from "./delivery.ts";
import { filterOf, readDeliveryId } from "./delivery-ids.ts";
import { DeliveryReplay } from "./delivery-replay.ts";
import type { DeliveryKey } from "./stored-delivery.ts";

const LIST = "replayed deliveries";

@Resolver()
export class ReplayResolver {
  @Mutation(() => DeliveryReplay, {
    description:
      "Applies stored deliveries again, in the order of their arrival, as this release reads them; what they stated " +
      "before counts no more. Replaying what reads as before changes nothing. With `ids` these, with `filter` a " +
      "page of them: go on with `pageInfo.endCursor` as `after`. For operators; FORBIDDEN for others.",
  })
  async replayDeliveries(
    @Args(() => ReplayArgs) { ids, filter, first, after }: ReplayArgs,
    @Ctx() context: Context,
  ): Promise<DeliveryReplay> {
    requireOperator(context.viewer);
    if (ids && !filter && !after) return replayed(context, keysOf(context.viewer, ids), NO_MORE);
    if (filter && !ids) return replayedPage(context, filter, replaySize(first), after);
    throw new TerrariumError(
      "BAD_USER_INPUT",
      "Either ids or filter is wanted, and after with a filter alone. The filter {} holds all deliveries.",
    );
  }
}

const NO_MORE: PageInfo = { hasNextPage: false, endCursor: null };

async function replayedPage(
  context: Context,
  filter: DeliveryFilter,
  size: number,
  after: string | null | undefined,
): Promise<DeliveryReplay> {
  const { viewer, replays } = context;
  const place = readAgePlace(viewer, LIST, after);
  const found = await replays.find(viewer, filterOf(viewer, filter), place, size + 1);
  const keys = found.slice(0, size);
  const last = keys.at(-1);
  return replayed(context, keys, {
    hasNextPage: found.length > size,
    endCursor: last ? ageCursor(viewer, LIST, { at: last.receivedAt, id: last.id }) : null,
  });
}

async function replayed(
  { viewer, session, replays }: Context,
  keys: readonly DeliveryKey[],
  pageInfo: PageInfo,
): Promise<DeliveryReplay> {
  const { deliveries, tookBack } = await replays.replay(viewer, keys, session.signal);
  const count = (state: DeliveryState) => deliveries.filter((delivery) => delivery.state === state).length;
  return {
    replayed: deliveries.length,
    applied: count("APPLIED"),
    pending: count("PENDING"),
    failed: count("FAILED"),
    ignored: count("IGNORED"),
    skipped: keys.length - deliveries.length,
    tookBack,
    deliveries,
    pageInfo,
  };
}

function keysOf(viewer: Viewer, ids: readonly string[]): DeliveryKey[] {
  if (ids.length > MOST_REPLAYED)
    throw new TerrariumError(
      "BAD_USER_INPUT",
      `At most ${MOST_REPLAYED} ids are taken; ${ids.length} came. Replay in several parts, or with a filter.`,
    );
  const keys = [...new Set(ids)].map((text) => readDeliveryId(viewer, text));
  const wrong = keys.indexOf(null);
  if (wrong >= 0)
    throw new TerrariumError("BAD_USER_INPUT", `ids: ${JSON.stringify(ids[wrong])} is no delivery's id.`);
  return keys.filter((key) => key !== null);
}

function replaySize(first: number | null): number {
  if (first === null) return REPLAY_PAGE_SIZE;
  if (first >= 0 && first <= MOST_REPLAYED) return first;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    `first must be from 0 to ${MOST_REPLAYED}; ${first} came. Go on with after.`,
  );
}
