import { type Dice, diceFor } from "./dice.ts";
import type { Place } from "./place.ts";
import type { Provider } from "./provider.ts";
import { PROVIDERS, type ProviderName } from "./providers.ts";
import { type TerraClock, terraClock } from "./terra-clock.ts";
import { uuidFor } from "./uuid-for.ts";
import { DAY } from "./zone.ts";

/** One account of a person at one provider, with the device that measures for it. */
export type Connection = {
  terraUserId: string;
  provider: Provider;
  /** When it was opened: nothing of it was sent before. */
  connectedAt: number;
  /** Whether Terra sends its reference, its trace id and its ordering timestamp. */
  isStamped: boolean;
  clock: TerraClock;
  device: Device;
};

/** A device, and how it differs from the truth: two of them agree on a day, but not to the last step. */
export type Device = {
  manufacturer: string;
  name: string;
  serialNumber: string;
  softwareVersion: string;
  heartRateBias: number;
  stepFactor: number;
  distanceFactor: number;
  calorieFactor: number;
  hrvFactor: number;
  /** By how many minutes it is late to see that somebody sleeps. */
  sleepLag: number;
};

// All connections were opened in this year, before any history that is played: what is sent for a day is then the
// same, whenever the history begins.
const FIRST_OPENED = Date.UTC(2021, 1, 1);
const OPENED_WITHIN = 300 * DAY;

export function connectionOf(
  referenceId: string,
  place: Place,
  name: ProviderName,
  isStamped: boolean,
): Connection {
  const dice = diceFor(referenceId, name, "connection");
  const provider: Provider = PROVIDERS[name];
  return {
    terraUserId: uuidFor(referenceId, name, "terra user"),
    provider,
    connectedAt: FIRST_OPENED + Math.floor(dice.between(0, OPENED_WITHIN)),
    isStamped,
    clock: terraClock(provider.clock, place.zone),
    device: deviceOf(provider, dice),
  };
}

function deviceOf({ manufacturer, models }: Provider, dice: Dice): Device {
  return {
    manufacturer,
    name: dice.pick(models),
    serialNumber: `${manufacturer.slice(0, 2).toUpperCase()}${dice.whole(10_000_000, 99_999_999)}`,
    softwareVersion: `${dice.whole(3, 12)}.${dice.whole(0, 30)}`,
    heartRateBias: dice.normal(0, 0.8),
    stepFactor: dice.between(0.97, 1.03),
    distanceFactor: dice.between(0.988, 1.012),
    calorieFactor: dice.between(0.94, 1.07),
    hrvFactor: dice.between(0.93, 1.07),
    sleepLag: dice.whole(0, 5),
  };
}
