/** What goes wrong between Terra and a gateway. */
export const FAULTS = [
  "duplicates",
  "reordering",
  "lateness",
  "missing-chunks",
  "wrong-signatures",
  "cut-connections",
] as const;

export type Fault = (typeof FAULTS)[number];
