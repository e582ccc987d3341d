/** Replaying, as whoever asks for it sees it. */
import type { Viewer } from "../access/viewer.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { DeliveryFilter } from "./deliveries-asked.ts";
import type { Delivery } from "./delivery.ts";
import type { DeliveryKey } from "./stored-delivery.ts";

/**
 * Applies stored deliveries again, in the order of their arrival. Stops between two of them when the signal is
 * aborted; rejects with CANNOT_STORE_NOW where the database is away.
 */
export type Replay = (keys: readonly DeliveryKey[], signal?: AbortSignal) => Promise<Replayed>;

export type Replayed = {
  /** Those that were tried; the others are no longer kept, or have nothing to try. */
  tried: DeliveryKey[];
  /** Whether something is stated no more, so that what others state of it may be missing until they are replayed. */
  tookBack: boolean;
};

export type Replays = {
  /** Deliveries in the order of their arrival. */
  find(viewer: Viewer, filter: DeliveryFilter, after: AgePlace | null, limit: number): Promise<DeliveryKey[]>;
  replay(
    viewer: Viewer,
    keys: readonly DeliveryKey[],
    signal: AbortSignal,
  ): Promise<{ deliveries: Delivery[]; tookBack: boolean }>;
};
