// A body carries thousands of times, so they are read by hand, character by character, and no Date is made.

/** A time as Terra sent it. Microseconds count from 1970 and are exact in the years 1685 to 2255. */
export type TerraTime = {
  text: string;
  /** The wall clock, read as if it were UTC. */
  wallMicros: number;
  offsetMinutes: number | null;
  /** The wall clock less the offset; without an offset the wall clock read as UTC. */
  instantMicros: number;
  /** The first ten characters. */
  wallDate: string;
};

const MINUTE_MICROS = 60_000_000;
const HOUR_MICROS = 60 * MINUTE_MICROS;
const DAY_MICROS = 24 * HOUR_MICROS;

/**
 * Reads ISO-8601 as Terra writes it: `T`, `t` or a space between date and time, seconds and a fraction of up to
 * nine digits or none (past microseconds it is cut), `Z`, `+hh:mm`, `+hhmm`, `+hh` or no offset; or a date alone,
 * its midnight. Null for all else, and for days that no calendar has.
 */
export function readTime(value: unknown): TerraTime | null {
  if (typeof value !== "string") return null;
  const day = epochDayOf(value);
  if (day === null) return null;
  const dayMicros = day * DAY_MICROS;
  if (value.length === 10) return timeOf(value, dayMicros, null);
  const minuteOfDay = minuteOfDayOf(value);
  const second = value[16] === ":" ? numberAt(value, 17, 2) : 0;
  if (minuteOfDay < 0 || second < 0 || second > 59) return null;
  const fractionEnd = fractionEndOf(value);
  const offsetMinutes = offsetAt(value, fractionEnd);
  if (offsetMinutes === undefined) return null;
  const micros = second * 1_000_000 + fractionMicros(value, fractionEnd);
  return timeOf(value, dayMicros + minuteOfDay * MINUTE_MICROS + micros, offsetMinutes);
}

/**
 * The time as `YYYY-MM-DDTHH:MM:SS.ffffff+hh:mm`, with as many digits of the fraction as were sent, `Z` where `Z`
 * was sent, and `+00:00` where no offset was. A text of this form comes back as it is.
 */
export function isoOf(time: TerraTime): string {
  const { text } = time;
  const date = `${text.slice(0, 10)}T`;
  if (text.length === 10) return `${date}00:00:00+00:00`;
  const hasSeconds = text[16] === ":";
  const fractionEnd = fractionEndOf(text);
  const seconds = hasSeconds ? text.slice(16, fractionEnd).replace(/\.$/, "") : ":00";
  return date + text.slice(11, 16) + seconds + isoOffset(text.slice(fractionEnd));
}

/**
 * The calendar day that a record belongs to, where the person was: of a day's record and of a moment (an activity)
 * the day it starts, of a sleep the day of waking.
 */
export function localDate(
  start: TerraTime | null,
  end: TerraTime | null,
  localization: number | null,
  kind: "day" | "sleep" | "moment",
): string | null {
  if (kind === "sleep") return (end ?? start)?.wallDate ?? null;
  if (kind === "day" && start && end && localization === 0 && isAboutOneDay(start, end))
    return middayDate(start);
  return start?.wallDate ?? null;
}

/**
 * The offset as `+05:30`, or null where it says nothing of the place: where none was sent, and for `+00:00` on a
 * time said to be local (localization 1), which providers send as a placeholder.
 */
export function trustworthyOffset(time: TerraTime, localization: number | null): string | null {
  const minutes = time.offsetMinutes;
  if (minutes === null || (minutes === 0 && localization === 1)) return null;
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function timeOf(text: string, wallMicros: number, offsetMinutes: number | null): TerraTime {
  const instantMicros = wallMicros - (offsetMinutes ?? 0) * MINUTE_MICROS;
  return { text, wallMicros, offsetMinutes, instantMicros, wallDate: text.slice(0, 10) };
}

function epochDayOf(text: string): number | null {
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 2);
  const day = numberAt(text, 8, 2);
  if (text[4] !== "-" || text[7] !== "-" || year < 1 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return daysSinceEpoch(year, month, day);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Years are counted from March, so that the leap day is a year's last: Howard Hinnant's days_from_civil. From
// March, months are 153 days in every five; 719,468 days lie between 0000-03-01 and 1970-01-01.
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1 - 719_468;
}

function minuteOfDayOf(text: string): number {
  const separator = text[10];
  if ((separator !== "T" && separator !== " " && separator !== "t") || text[13] !== ":") return -1;
  const hour = numberAt(text, 11, 2);
  const minute = numberAt(text, 14, 2);
  return hour < 0 || hour > 23 || minute < 0 || minute > 59 ? -1 : hour * 60 + minute;
}

function fractionEndOf(text: string): number {
  if (text[16] !== ":") return 16;
  if (text[19] !== ".") return 19;
  let end = 20;
  while (end < 29 && numberAt(text, end, 1) >= 0) end++;
  return end;
}

function fractionMicros(text: string, end: number): number {
  const digits = Math.min(end - 20, 6);
  return digits > 0 ? numberAt(text, 20, digits) * 10 ** (6 - digits) : 0;
}

// Undefined where the text goes on with what is no offset, or one wider than any zone has had.
function offsetAt(text: string, at: number): number | null | undefined {
  const length = text.length - at;
  const sign = text[at];
  if (length <= 0) return null;
  if (length === 1) return sign === "Z" || sign === "z" ? 0 : undefined;
  if (sign !== "+" && sign !== "-") return undefined;
  const hours = numberAt(text, at + 1, 2);
  const minutes = length === 3 ? 0 : offsetMinutesAt(text, at + 3);
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return undefined;
  const size = hours * 60 + minutes;
  // Not -0: it would differ from 0 in comparisons by identity.
  return sign === "-" && size > 0 ? -size : size;
}

function offsetMinutesAt(text: string, at: number): number {
  const digits = text[at] === ":" ? at + 1 : at;
  return text.length === digits + 2 ? numberAt(text, digits, 2) : -1;
}

// A number of so many decimal digits, or -1. A character past the end is NaN, which no comparison lets through.
function numberAt(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isoOffset(sent: string): string {
  if (sent === "") return "+00:00";
  if (sent.length === 1) return "Z";
  return `${sent.slice(0, 3)}:${sent.length === 3 ? "00" : sent.slice(-2)}`;
}

// With the two changes of the clock a day is 23 or 25 hours long.
function isAboutOneDay(start: TerraTime, end: TerraTime): boolean {
  const hours = (end.instantMicros - start.instantMicros) / HOUR_MICROS;
  return hours >= 23 && hours <= 25;
}

// A day sent in UTC starts in the evening before or in the morning of the person's own day; its middle is on that
// day (and for a start at 00:00 on the same day as the start).
function middayDate(start: TerraTime): string {
  const lastDay = Date.UTC(9999, 11, 31);
  return new Date(Math.min((start.wallMicros + 12 * HOUR_MICROS) / 1000, lastDay)).toISOString().slice(0, 10);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
