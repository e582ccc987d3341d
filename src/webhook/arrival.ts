/** When a delivery came, in microseconds since the epoch: never twice the same in one process, never going back. */
let last = 0;

export function arrivalMicros(): number {
  last = Math.max(last + 1, Date.now() * 1000);
  return last;
}
