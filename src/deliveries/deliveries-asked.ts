/** Which deliveries a statement is about. */
import type { AgePlace } from "../graphql/age-place.ts";
import type { DeliveryState } from "./delivery.ts";

/** Absent parts hold for every row. */
export type DeliveryFilter = {
  states?: readonly DeliveryState[] | null | undefined;
  types?: readonly string[] | null | undefined;
  reference?: string | null | undefined;
  connectionIds?: readonly string[] | null | undefined;
  /** From its beginning on, to before its end. */
  received?: { from?: string | null; to?: string | null } | null | undefined;
};
export type DeliveriesAsked = DeliveryFilter & { after: AgePlace | null; limit: number };
