import type { Fault } from "./faults/fault.ts";
import type { Tally } from "./tally.ts";
import type { Target } from "./target.ts";

/** What all parts of one run share. */
export type Played = {
  target: Target;
  tally: Tally;
  /** What goes wrong on the way. */
  kinds: readonly Fault[];
  /** Of the people, and of what goes wrong. */
  seed: number;
  /** How many deliveries may be built and not yet answered. */
  atOnce: number;
  /** How long a delivery is sent again before the gateway is given up. */
  patienceMs: number;
  /** Aborted with the error that ends the run, or with the name of the signal that asked for its end. */
  end: AbortController;
};
