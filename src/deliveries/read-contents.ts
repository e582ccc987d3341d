/** What came with deliveries, bodies and headers: large, and so read only when it is asked for. */
import DataLoader from "dataloader";
import { mayReadDelivery } from "../access/policy.ts";
import { TerrariumError } from "../errors.ts";
import type { Context } from "../graphql/context.ts";
import type { Delivery } from "./delivery.ts";
import { bodyOf, type DeliveryKey, isOneOf } from "./stored-delivery.ts";

/** The most that one operation is given of bodies, but for one that is larger alone. */
export const MOST_BODY_BYTES = 16 * 1024 * 1024;

/** The bodies of deliveries as text; null where one was not kept. */
export function bodyLoader({
  viewer,
  session,
  loader,
}: Context): DataLoader<Delivery, string | null, string> {
  return loader("bodies of deliveries", () => {
    let given = 0;
    const read = async (asked: readonly Delivery[]) => {
      given = withinLimit(given, asked);
      const rows = await session.db
        .selectFrom("deliveries")
        .where(isOneOf(asked))
        .where(mayReadDelivery(viewer))
        .select(["id", "encoding", "body"])
        .execute();
      const bodies = new Map(rows.map(({ id, encoding, body }) => [id, textOf(bodyOf(encoding, body))]));
      return asked.map(({ id }) => bodies.get(id) ?? null);
    };
    return new DataLoader(read, { cacheKeyFn });
  });
}

/** The headers that deliveries came with, by their names in lower case. */
export function headersLoader({
  viewer,
  session,
  loader,
}: Context): DataLoader<Delivery, Record<string, unknown>, string> {
  return loader("headers of deliveries", () => {
    const read = async (asked: readonly Delivery[]) => {
      const rows = await session.db
        .selectFrom("deliveries")
        .where(isOneOf(asked))
        .where(mayReadDelivery(viewer))
        .select(["id", "headers"])
        .execute();
      const headers = new Map(rows.map((row) => [row.id, row.headers]));
      return asked.map(({ id }) => headers.get(id) ?? {});
    };
    return new DataLoader(read, { cacheKeyFn });
  });
}

function cacheKeyFn({ id }: DeliveryKey): string {
  return id;
}

// In parts, as fields are resolved, the bodies of one operation may come in several batches.
function withinLimit(given: number, asked: readonly Delivery[]): number {
  const bytes = asked.reduce((sum, delivery) => sum + delivery.bytes, given);
  if (bytes <= MOST_BODY_BYTES || (given === 0 && asked.length === 1)) return bytes;
  throw new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `An operation may read ${MOST_BODY_BYTES} bytes of bodies, or one body; this one asks for ${bytes}. Ask for fewer at once.`,
  );
}

// What is no UTF-8 is shown as U+FFFD.
function textOf(body: Uint8Array | null): string | null {
  return body && new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
}
