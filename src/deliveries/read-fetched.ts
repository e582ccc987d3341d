/** Deliveries whose payloads were fetched, and what was fetched for them. */
import DataLoader from "dataloader";
import type { Context } from "../graphql/context.ts";
import type { Delivery } from "./delivery.ts";
import { readDeliveriesBy } from "./read-deliveries.ts";

/** The deliveries that payloads were fetched for, by their ids; null where one is no longer kept. */
export function parentLoader({ viewer, session, loader }: Context): DataLoader<string, Delivery | null> {
  return loader("parents of deliveries", () => {
    return new DataLoader(async (ids) => {
      const found = await readDeliveriesBy(session.db, viewer, "id", ids);
      const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  });
}

/** What was fetched for deliveries, by their ids, the oldest first. */
export function childrenLoader({ viewer, session, loader }: Context): DataLoader<string, Delivery[]> {
  return loader("children of deliveries", () => {
    return new DataLoader(async (ids) => {
      const found = await readDeliveriesBy(session.db, viewer, "parentId", ids);
      const byParent = Map.groupBy(found, ({ parentId }) => parentId);
      return ids.map((id) => byParent.get(id) ?? []);
    });
  });
}
