// Days are numbered from 1970-01-01, of which the number is 0; instants are milliseconds since then.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A time zone, asked often. */
export type Zone = {
  name: string;
  /** What to add to an instant for the wall clock, in milliseconds. */
  offsetAt(instant: number): number;
  /** The instant at which a calendar day begins. */
  midnightOf(date: number): number;
  /** The instant so many minutes after it. */
  instantAt(date: number, minute: number): number;
};

export function zoneOf(name: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  const offsetAt = rememberByDay((instant) => offsetIn(format.format(instant)));
  const midnight = (date: number): number => midnightOf(date * DAY, offsetAt);
  const instantAt = (date: number, minute: number): number => midnight(date) + minute * MINUTE;
  return { name, offsetAt, midnightOf: midnight, instantAt };
}

export function isWeekend(date: number): boolean {
  return weekdayOf(date) % 6 === 0;
}

export function dateText(date: number): string {
  return new Date(date * DAY).toISOString().slice(0, 10);
}

// 0 for Sunday.
function weekdayOf(date: number): number {
  return (((date + 4) % 7) + 7) % 7;
}

// To ask the calendar is slow. On most days the clock is not changed, and one answer does for all of it.
function rememberByDay(offset: (instant: number) => number): (instant: number) => number {
  const offsets = new Map<number, number | null>();
  return (instant) => {
    const day = Math.floor(instant / DAY);
    let known = offsets.get(day);
    if (known === undefined) {
      const morning = offset(day * DAY);
      known = morning === offset((day + 1) * DAY) ? morning : null;
      offsets.set(day, known);
    }
    return known ?? offset(instant);
  };
}

// Such as "7/14/2026, GMT+05:45", or "GMT" alone.
function offsetIn(text: string): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  const size = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE;
  return sign === "-" ? -size : size;
}

// The offset of the first guess may be that of the other side of a change of the clock.
function midnightOf(wall: number, offsetAt: (instant: number) => number): number {
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}
