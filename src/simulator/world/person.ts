import { type Connection, connectionOf } from "./connection.ts";
import { type Dice, diceFor } from "./dice.ts";
import { PLACES, type Place } from "./place.ts";
import type { ProviderName } from "./providers.ts";
import { SPORTS, type Sport } from "./sport.ts";
import { DAY } from "./zone.ts";

/** Somebody, as far as the body, the habits and the devices go. */
export type Person = {
  referenceId: string;
  firstName: string;
  lastName: string;
  sex: "female" | "male";
  /** The day of birth. */
  born: number;
  place: Place;
  heightCm: number;
  weightKg: number;
  /** From 0 to 1. */
  fitness: number;
  restingHeartRate: number;
  maxHeartRate: number;
  hrvMs: number;
  /** When the lights go out on a weekday: minutes from midnight, below 0 before it. */
  bedMinute: number;
  sleepNeedMinutes: number;
  dailySteps: number;
  sports: readonly Sport[];
  workoutsPerWeek: number;
  exercisesEarly: boolean;
  cycle: CycleHabit | null;
  connections: readonly Connection[];
};

export type CycleHabit = { lengthDays: number; periodDays: number; firstDay: number };

type Kit = { sex: Person["sex"]; providers: readonly ProviderName[]; unstamped: readonly ProviderName[] };

// The first of them alone sends every type of data.
const KITS: readonly Kit[] = [
  { sex: "female", providers: ["GARMIN", "OURA", "WITHINGS", "CRONOMETER", "STRAVA"], unstamped: ["OURA"] },
  {
    sex: "male",
    providers: ["FITBIT", "FREESTYLELIBRE", "MYFITNESSPAL", "WITHINGS"],
    unstamped: ["WITHINGS"],
  },
  { sex: "female", providers: ["WHOOP", "APPLE", "STRAVA"], unstamped: ["STRAVA"] },
  { sex: "female", providers: ["FITBIT", "OURA", "MYFITNESSPAL"], unstamped: ["FITBIT"] },
  { sex: "male", providers: ["APPLE", "WITHINGS", "CRONOMETER", "STRAVA"], unstamped: [] },
  { sex: "male", providers: ["GARMIN", "WHOOP", "FREESTYLELIBRE"], unstamped: ["GARMIN"] },
];

const FIRST_NAMES = {
  female: ["Maya", "Ingrid", "Sunita", "Chloe", "Amara", "Hana", "Leila", "Beatriz", "Nora", "Wanjiru"],
  male: ["Jonas", "Pemba", "Marcus", "Arjun", "Tomas", "Kenji", "Omar", "Rafael", "Daniel", "Emeka"],
} as const;
const LAST_NAMES = [
  "Lindqvist",
  "Gurung",
  "Okafor",
  "Marsh",
  "Kulkarni",
  "Ferreira",
  "Weber",
  "Sato",
  "Haddad",
];

/** The person of that index, the same in every world of that seed. */
export function personOf(seed: number, index: number): Person {
  const dice = diceFor(seed, index, "person");
  const kit = at(KITS, index);
  const place = at(PLACES, index);
  const shift = index + diceFor(seed, "names").whole(0, 89);
  const firstName = at(FIRST_NAMES[kit.sex], shift);
  const lastName = at(LAST_NAMES, shift);
  const referenceId = `${firstName}-${lastName}-${seed}-${index + 1}`.toLowerCase();
  const frame = { sex: kit.sex, ...bodyOf(kit.sex, dice), ...habitsOf(dice) };
  const cycle = kit.sex === "female" ? cycleHabitOf(dice) : null;
  const connections = kit.providers.map((name) =>
    connectionOf(referenceId, place, name, !kit.unstamped.includes(name)),
  );
  return { referenceId, firstName, lastName, place, ...frame, cycle, connections };
}

/** In years, on a day. */
export function ageOf({ born }: Person, date: number): number {
  return (date - born) / 365.25;
}

function bodyOf(sex: Person["sex"], dice: Dice) {
  const age = dice.whole(23, sex === "female" ? 44 : 61);
  const heightCm = Math.round(dice.normal(sex === "female" ? 166 : 179, 6.5));
  const fitness = Math.min(0.95, Math.max(0.1, dice.normal(0.55, 0.2)));
  const bmi = dice.normal(25.5 - 4 * fitness, 1.6);
  return {
    born: Math.floor(Date.UTC(2024 - age, dice.whole(0, 11), dice.whole(1, 28)) / DAY),
    heightCm,
    weightKg: bmi * (heightCm / 100) ** 2,
    fitness,
    restingHeartRate: dice.normal(sex === "female" ? 72 : 69, 2) - 20 * fitness,
    maxHeartRate: Math.round(208 - 0.7 * age + dice.normal(0, 4)),
    hrvMs: Math.max(18, 75 - 0.75 * age + 25 * fitness + dice.normal(0, 6)),
  };
}

function habitsOf(dice: Dice) {
  const sports = Object.values(SPORTS).filter((sport) => sport !== SPORTS.running);
  return {
    bedMinute: Math.round(dice.normal(-35, 38)),
    sleepNeedMinutes: Math.round(dice.normal(462, 16)),
    dailySteps: dice.between(5_500, 11_500),
    sports: [SPORTS.running, ...dice.some(sports, 2)],
    workoutsPerWeek: dice.between(2.5, 5.5),
    exercisesEarly: dice.chance(0.4),
  };
}

function cycleHabitOf(dice: Dice): CycleHabit {
  return {
    lengthDays: dice.whole(26, 31),
    periodDays: dice.whole(4, 6),
    firstDay: dice.whole(18_000, 18_030),
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("a world needs kits and places to give to its people");
  return item;
}
