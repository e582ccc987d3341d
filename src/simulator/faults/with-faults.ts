/**
 * Lets deliveries arrive as they do on bad days: twice, out of order, hours or days late, or, of a backfill, one
 * chunk not at all. Which, is a function of the seed and of the delivery. Nothing that Terra says in a delivery is
 * touched, so that a gateway that goes by Terra's clock ends in the same state, less the chunks that never came.
 */
import { type Dice, diceFor } from "../world/dice.ts";
import type { SimulatedDelivery } from "../world/simulated-delivery.ts";
import { DAY, HOUR, MINUTE } from "../world/zone.ts";
import { WRONG_SIGNATURES, type WrongSignature } from "../wrong-signatures.ts";
import { byArrival } from "./by-arrival.ts";
import type { Fault } from "./fault.ts";
import type { FaultyDelivery } from "./faulty-delivery.ts";

export type Faults = {
  kinds: readonly Fault[];
  seed: number;
  /** What was emitted before, as what opens a connection, counts as emitted then. */
  fromMs: number;
  /** Told of each delivery that comes once more, and of each that never comes. */
  differs: (fault: "duplicates" | "missing-chunks") => void;
};

const CHANCES: Record<Fault, number> = {
  duplicates: 0.06,
  reordering: 0.1,
  lateness: 0.03,
  "missing-chunks": 0.5,
  "wrong-signatures": 0.03,
  "cut-connections": 0.02,
};

/** In the order of arrival. */
export function withFaults(
  deliveries: Iterable<SimulatedDelivery>,
  faults: Faults,
): Generator<FaultyDelivery> {
  return byArrival(arrivals(deliveries, faults));
}

type Arriving = { emittedAt: number; arriving: FaultyDelivery[] };

function* arrivals(deliveries: Iterable<SimulatedDelivery>, faults: Faults): Generator<Arriving> {
  for (const delivery of deliveries) {
    const emittedAt = Math.max(delivery.emittedAt, faults.fromMs);
    if (!isWithheld(delivery, faults)) {
      yield { emittedAt, arriving: arrivalsOf(delivery, emittedAt, faults) };
      continue;
    }
    faults.differs("missing-chunks");
  }
}

function arrivalsOf(
  delivery: SimulatedDelivery,
  emittedAt: number,
  { kinds, seed, differs }: Faults,
): FaultyDelivery[] {
  const dice = diceFor(seed, delivery.account, delivery.emittedAt, delivery.body.type, "faults");
  // Always thrown, so that one kind's faults are the same whichever others are played.
  const meets = Object.fromEntries(
    Object.entries(CHANCES).map(([fault, chance]) => [fault, dice.chance(chance)]),
  ) as Record<Fault, boolean>;
  const has = (fault: Fault): boolean => kinds.includes(fault) && meets[fault];
  const delay = delayOf(dice, hasClock(delivery), has);
  const again = hasClock(delivery) ? dice.between(MINUTE, 1.5 * DAY) : 0;
  const wrongSignature = dice.pick(Object.keys(WRONG_SIGNATURES) as WrongSignature[]);
  const first: FaultyDelivery = {
    ...delivery,
    arrivesAt: emittedAt + delay.ms,
    faults: [...delay.faults, ...(["wrong-signatures", "cut-connections"] as const).filter(has)],
    wrongSignature: has("wrong-signatures") ? wrongSignature : null,
  };
  if (!has("duplicates")) return [first];
  differs("duplicates");
  const second = { ...first, arrivesAt: first.arrivesAt + again, wrongSignature: null };
  return [first, { ...second, faults: ["duplicates"] }];
}

function delayOf(
  dice: Dice,
  mayWait: boolean,
  has: (fault: Fault) => boolean,
): { ms: number; faults: Fault[] } {
  const hours = dice.between(0.1, 4) * HOUR;
  const days = dice.between(4 * HOUR, 3 * DAY);
  if (!mayWait) return { ms: 0, faults: [] };
  if (has("lateness")) return { ms: days, faults: ["lateness"] };
  return has("reordering") ? { ms: hours, faults: ["reordering"] } : { ms: 0, faults: [] };
}

/** Where Terra says no time, the last arrival stands: such a delivery must come when it is emitted. */
function hasClock({ headers, body }: SimulatedDelivery): boolean {
  if ("x-terra-ordering-timestamp" in headers) return true;
  if (body.type === "auth") return true;
  return "user" in body && body.user.last_webhook_update !== null;
}

/** Of some backfills, one chunk. */
function isWithheld({ headers, account }: SimulatedDelivery, { kinds, seed }: Faults): boolean {
  const chunk = /:chunk:(\d+)$/.exec(headers["x-terra-trace-id"] ?? "")?.[1];
  if (chunk === undefined || !kinds.includes("missing-chunks")) return false;
  const dice = diceFor(seed, account, "missing chunk");
  return dice.chance(CHANCES["missing-chunks"]) && dice.whole(1, 3) === Number(chunk);
}
