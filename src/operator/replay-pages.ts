/** Replays page by page, so that each is done by itself: whoever stops between two loses nothing. */
import { askGateway } from "./ask-gateway.ts";
import type { AskedGateway } from "./find-gateway.ts";
import type { ReplayOptions } from "./replay-options.ts";

export type ReplayedPage = {
  replayed: number;
  applied: number;
  pending: number;
  failed: number;
  ignored: number;
  skipped: number;
  tookBack: boolean;
  deliveries: { receivedAt: string; type: string | null; state: string; error: string | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

type Filter = ReplayOptions["filter"];

const PAGE_SIZE = 100;

const REPLAY = `mutation Replay($filter: DeliveryFilter!, $first: Int!, $after: String) {
  replayDeliveries(filter: $filter, first: $first, after: $after) {
    replayed applied pending failed ignored skipped tookBack
    deliveries { receivedAt type state error }
    pageInfo { hasNextPage endCursor }
  }
}`;

const COUNT = `query Count($states: [DeliveryState!], $types: [String!], $reference: String, $received: TimeRange) {
  deliveries(states: $states, types: $types, reference: $reference, received: $received, first: 0) { totalCount }
}`;

/** How many there are; null where counting takes too long. */
export async function countDeliveries(gateway: AskedGateway, filter: Filter): Promise<number | null> {
  type Counted = { deliveries: { totalCount: number | null } };
  return (await askGateway<Counted>(gateway, COUNT, filter)).deliveries.totalCount;
}

export async function* replayPages(gateway: AskedGateway, filter: Filter): AsyncGenerator<ReplayedPage> {
  let after: string | null = null;
  do {
    const page: ReplayedPage = await replayPage(gateway, filter, after);
    yield page;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

async function replayPage(
  gateway: AskedGateway,
  filter: Filter,
  after: string | null,
): Promise<ReplayedPage> {
  const variables = { filter, first: PAGE_SIZE, after };
  const answer = await askGateway<{ replayDeliveries: ReplayedPage }>(gateway, REPLAY, variables);
  return answer.replayDeliveries;
}
