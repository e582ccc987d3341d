import type { DataContent } from "../../terra/payloads/terra-event.ts";
import type { Account } from "./account.ts";
import { cycleOf } from "./cycle.ts";
import { diceFor } from "./dice.ts";
import { tableOf } from "./meals.ts";
import { napOf } from "./nap.ts";
import { activityPayload } from "./payloads/activity-payload.ts";
import { glucosePayload, scalePayload } from "./payloads/body-payload.ts";
import { dailyPayload } from "./payloads/daily-payload.ts";
import { menstruationPayload } from "./payloads/menstruation-payload.ts";
import { nutritionPayload } from "./payloads/nutrition-payload.ts";
import { sleepPayload } from "./payloads/sleep-payload.ts";
import { remember } from "./remember.ts";
import { timeInBed } from "./rest.ts";
import { workoutsOf } from "./workout.ts";
import { MINUTE } from "./zone.ts";

/** Something that Terra sends about an account's day; its body is made when it is asked for. */
export type Emission = { emittedAt: number; content(): DataContent };

type Planned = { minute: number; content(): DataContent };

/** What Terra sends about one day of an account, into the next morning. */
export const emissionsOf = remember(4096, (account: Account, date): readonly Emission[] => {
  const midnight = account.person.place.zone.midnightOf(date);
  const planned = [
    ...sleeps(account, date),
    ...dailies(account, date),
    ...activities(account, date),
    ...bodies(account, date),
    ...nutritions(account, date),
    ...menstruations(account, date),
  ];
  // No two of an account are at one millisecond: those of a day differ in the last digits, and so do two days.
  return planned.map(({ minute, content }, index) => ({
    emittedAt: Math.round(midnight / 1000 + minute * 60) * 1000 + (date % 2) * 500 + index,
    content,
  }));
});

function sleeps(account: Account, date: number): Planned[] {
  const sampling = account.connection.provider.sleep;
  if (!sampling) return [];
  const { rise } = timeInBed(account.person, date);
  const dice = diceFor(account.connection.terraUserId, date, "sleeps");
  const night = (pass?: "first") => sleepPayload(account, date, "night", sampling, pass);
  const napped = () => sleepPayload(account, date, "nap", sampling);
  const first = rise + dice.between(8, 25);
  const nap = napOf(account.person, date);
  return [
    ...(sampling.comesTwice ? [plan(first, () => ({ type: "sleep", data: [night("first")] }))] : []),
    plan(sampling.comesTwice ? first + dice.between(40, 90) : first, () => ({
      type: "sleep",
      data: [night()],
    })),
    ...(nap ? [plan(nap.rise + 20, () => ({ type: "sleep", data: [night(), napped()] }))] : []),
  ];
}

// Until the last quarter of an hour before it is sent, and in the morning after all of it.
function dailies(account: Account, date: number): Planned[] {
  const sampling = account.connection.provider.daily;
  if (!sampling) return [];
  const { person, connection } = account;
  const dice = diceFor(connection.terraUserId, date, "dailies");
  const rise = timeInBed(person, date).rise;
  const step = (1345 - rise - 90) / sampling.growsTimes;
  const day = (which: number, until?: number) => dailyPayload(account, which, sampling, until);
  const growing = Array.from({ length: sampling.growsTimes }, (_, index) => {
    const minute = rise + 90 + (index + dice.between(0.4, 1)) * step;
    return plan(minute, () => ({ type: "daily", data: [day(date, quarterBefore(minute))] }));
  });
  const zone = person.place.zone;
  const length = (zone.midnightOf(date + 1) - zone.midnightOf(date)) / MINUTE;
  const morning = timeInBed(person, date + 1).rise + dice.between(20, 75);
  const today = () => (sampling.withToday ? [day(date + 1, quarterBefore(morning))] : []);
  const whole = plan(length + morning, () => ({ type: "daily", data: [day(date), ...today()] }));
  return [...growing, whole];
}

function activities(account: Account, date: number): Planned[] {
  const { provider, terraUserId } = account.connection;
  if (!provider.tellsActivities) return [];
  const delay = diceFor(terraUserId, date, "activities").between(3, 18);
  return workoutsOf(account.person, date).map((workout) =>
    plan(workout.end + delay, () => ({ type: "activity", data: [activityPayload(account, date, workout)] })),
  );
}

function bodies(account: Account, date: number): Planned[] {
  const { provider, terraUserId } = account.connection;
  const dice = diceFor(terraUserId, date, "bodies");
  const { rise } = timeInBed(account.person, date);
  if (provider.body === "scale") {
    const minute = rise + dice.whole(6, 22);
    const weighed = () => scalePayload(account, date, minute);
    return dice.chance(0.6) ? [plan(minute + 2, () => ({ type: "body", data: [weighed()] }))] : [];
  }
  if (provider.body !== "glucose") return [];
  return [rise + 40, 780, 1080, 1320, 1470].map((scan) => {
    const minute = scan + dice.between(-15, 15);
    const read = () => glucosePayload(account, date, Math.min(1440, quarterBefore(minute)));
    return plan(minute, () => ({ type: "body", data: [read()] }));
  });
}

function nutritions(account: Account, date: number): Planned[] {
  const { provider, terraUserId } = account.connection;
  if (!provider.tellsNutrition) return [];
  const dice = diceFor(terraUserId, date, "nutritions");
  return tableOf(account.person, date).meals.map((meal) => {
    const minute = meal.minute + dice.between(3, 25);
    return plan(minute, () => ({ type: "nutrition", data: [nutritionPayload(account, date, minute)] }));
  });
}

function menstruations(account: Account, date: number): Planned[] {
  const { person, connection } = account;
  const cycle = connection.provider.tellsCycle ? cycleOf(person, date) : null;
  if (!cycle) return [];
  const minute = timeInBed(person, date).rise + diceFor(connection.terraUserId, date, "cycle").whole(15, 60);
  const toldAt = person.place.zone.instantAt(date, minute);
  const told = () => menstruationPayload(account, date, cycle, toldAt);
  return [plan(minute, () => ({ type: "menstruation", data: [told()] }))];
}

function plan(minute: number, content: () => DataContent): Planned {
  return { minute, content };
}

function quarterBefore(minute: number): number {
  return Math.floor(minute / 15) * 15;
}
