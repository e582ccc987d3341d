/** Ids that clients give of deliveries, and of what deliveries are about, as the database knows them. */
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { readId } from "../graphql/ids.ts";
import { isInstant } from "../graphql/scalars.ts";
import { isText } from "../text.ts";
import { isUuid } from "../uuid.ts";
import type { DeliveryFilter as GivenFilter } from "./deliveries-args.ts";
import type { DeliveryFilter } from "./deliveries-asked.ts";
import type { DeliveryKey } from "./stored-delivery.ts";

/** Null where the text is no delivery's id. */
export function readDeliveryId(viewer: Viewer, text: string): DeliveryKey | null {
  const [receivedAt, id] = readId(viewer, "delivery", text) ?? [];
  const isKey = receivedAt !== undefined && isInstant(receivedAt) && id !== undefined && isUuid(id);
  return isKey ? { receivedAt, id } : null;
}

/** @throws TerrariumError BAD_USER_INPUT where the stretch of time ends before it begins. */
export function filterOf(viewer: Viewer, given: GivenFilter): DeliveryFilter {
  const { states, types, reference, connectionIds, received } = given;
  const { from, to } = received ?? {};
  if (from && to && Date.parse(from) > Date.parse(to)) {
    const came = `from ${from} to ${to}`;
    throw new TerrariumError("BAD_USER_INPUT", `received must not end before it begins; ${came} came.`);
  }
  return {
    states,
    types: types?.filter(isText),
    // No delivery has one that PostgreSQL could not hold.
    reference: isText(reference) ? reference : reference && "",
    connectionIds: connectionIds?.flatMap((id) => readId(viewer, "connection", id)?.filter(isUuid) ?? []),
    received: { from: from ?? null, to: to ?? null },
  };
}
