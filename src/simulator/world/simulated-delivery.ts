import type { TerraEvent } from "../../terra/payloads/terra-event.ts";

/** One webhook as Terra would push it, less the signature, which is made when it is sent. */
export type SimulatedDelivery = {
  /** When Terra emits it, in milliseconds since 1970. */
  emittedAt: number;
  /** The person's reference id; empty where it is about nobody. */
  person: string;
  /** Empty where none is named. */
  provider: string;
  terraUserId: string;
  /** The same for all that is sent of one account, whatever its id at Terra: what is emitted of it has an order. */
  account: string;
  body: TerraEvent;
  /**
   * Terra's headers beside the content type and the signature, in lower case: dev-id and hook-type, and where this
   * connection's Terra sends them terra-reference, x-terra-trace-id and x-terra-ordering-timestamp.
   */
  headers: Record<string, string>;
};
