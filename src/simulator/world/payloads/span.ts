import type { Account } from "../account.ts";
import { type DeviceDay, deviceDayOf } from "../device-day.ts";
import { round2 } from "../round.ts";
import { MINUTE } from "../zone.ts";

/** Minutes of an account's day, `until` not included. A night's may begin below 0, on the day before. */
export type Span = {
  account: Account;
  date: number;
  from: number;
  until: number;
  day: DeviceDay;
  before: DeviceDay | null;
};

export function spanOf(account: Account, date: number, from: number, until: number): Span {
  const before = from < 0 ? deviceDayOf(account, date - 1) : null;
  return { account, date, from, until, day: deviceDayOf(account, date), before };
}

/** The time of a minute, written as the provider's are. */
export function timeAt({ account, day }: Span, minute: number): string {
  return account.connection.clock.text(day.midnight + minute * MINUTE);
}

/** The value of a minute, from the day before where the minute is below 0. */
export function reading(
  { day, before }: Span,
  minute: number,
  of: (day: DeviceDay) => ArrayLike<number>,
): number {
  if (minute >= 0) return of(day)[minute] ?? 0;
  return before ? (of(before)[before.length + minute] ?? 0) : 0;
}

/** Every so many minutes of a span, none where `every` is 0. The minutes are the same wherever the span begins. */
export function minutesEvery({ from, until }: Span, every: number): number[] {
  if (every === 0) return [];
  const minutes: number[] = [];
  for (let minute = Math.ceil(from / every) * every; minute < until; minute += every) minutes.push(minute);
  return minutes;
}

/** A sample of each of those minutes, and none where the dashboard says so. */
export function samplesAt<Sample>(
  span: Span,
  minutes: readonly number[],
  sample: (timestamp: string, minute: number) => Sample,
): Sample[] {
  return span.account.samples ? minutes.map((minute) => sample(timeAt(span, minute), minute)) : [];
}

/** Null of nothing. */
export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return round2(values.reduce((sum, value) => sum + value, 0) / values.length);
}
