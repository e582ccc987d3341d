import type { SimulatedDelivery } from "../world/simulated-delivery.ts";
import type { WrongSignature } from "../wrong-signatures.ts";
import type { Fault } from "./fault.ts";

/** A delivery as it arrives: when, by the simulated clock, and what is wrong with it. */
export type FaultyDelivery = SimulatedDelivery & {
  arrivesAt: number;
  faults: readonly Fault[];
  /** The signature that it is sent with first. */
  wrongSignature: WrongSignature | null;
};
