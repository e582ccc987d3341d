/** Notations of a time, and clocks read and written in them: "2026-01-15T08:00:00.000000+00:00" and its kin. */

export type Form = {
  /** Separator, precision and suffix in one text, which tells one form from another. */
  pattern: string;
  separator: string;
  /** What of the clock is written: 0 up to minutes, 1 seconds, 2 to 7 one to six digits of a fraction. */
  precision: number;
  /** All that follows, in ASCII: "Z", "+00:00", nothing, or anything, such as a fraction's digits after the sixth. */
  suffix: string;
  /** Characters of every text of this form. */
  length: number;
};

const MICROS_A_SECOND = 1_000_000;
const MICROS_A_MINUTE = 60 * MICROS_A_SECOND;
const MICROS_A_DAY = 1440 * MICROS_A_MINUTE;
/** Before and after 1970, about 142 years: where microseconds are exact. */
const FARTHEST_CLOCK = 2 ** 52;
const CLOCK = /^\d{4}-\d\d-\d\d([Tt ])\d\d:\d\d(?::\d\d(?:\.(\d{1,6}))?)?/;
const PATTERN = /^[Tt ][0-7][ -~]*$/;
const OFFSET = /^(?:[Zz]|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?$/;
const DATE_LENGTH = 10;
const POWERS = Array.from({ length: 7 }, (_, digits) => 10 ** digits);

/** The form of a text; undefined when it is no time, or shows no clock, as on 30 February or in year 9999. */
export function formOf(text: string): Form | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [clock, separator, fraction] = match;
  const precision = fraction === undefined ? (clock.length > 16 ? 1 : 0) : 1 + fraction.length;
  const form = formFrom(`${separator}${precision}${text.slice(clock.length)}`);
  return form === undefined || Number.isNaN(clockOf(text, form)) ? undefined : form;
}

/** The form that a pattern describes; undefined when it describes none. */
export function formFrom(pattern: string): Form | undefined {
  if (!PATTERN.test(pattern)) return undefined;
  const precision = Number(pattern[1]);
  const suffix = pattern.slice(2);
  const length = clockLength({ precision }) + suffix.length;
  return { pattern, separator: pattern.charAt(0), precision, suffix, length };
}

/** Characters before the suffix. */
function clockLength({ precision }: Pick<Form, "precision">): number {
  return precision === 0 ? 16 : precision === 1 ? 19 : 19 + precision;
}

/** Microseconds of the wall clock since 1970; NaN when the text is not of that form, or more than 142 years away. */
export function clockOf(text: string, form: Form): number {
  return clockReader()(text, form);
}

/**
 * Reads many as `clockOf` does one. Neighbours mostly share form and date: of those only the digits of the time are
 * read, and the rest compared.
 */
export function clockReader(): (text: string, form: Form) => number {
  let form: Form | undefined;
  let day = Number.NaN;
  // The codes of the last text that had the form, whose date is `day`.
  let codes = new Uint8Array();
  return (text, of) => {
    if (text.length !== of.length) return Number.NaN;
    if (of !== form || !hasCodes(text, codes, 0, DATE_LENGTH)) {
      if (!hasShape(text, of)) return Number.NaN;
      form = of;
      day = dayOf(text);
      codes = Buffer.from(text, "latin1");
    } else if (!hasCodes(text, codes, clockLength(of), of.length) || !hasMarks(text, codes, of)) {
      return Number.NaN;
    }
    const clock = day * MICROS_A_DAY + timeOf(text, of.precision);
    return Math.abs(clock) <= FARTHEST_CLOCK ? clock : Number.NaN;
  };
}

/** Writes clocks one after the other. Neighbours mostly share form and date, so only their digits are written. */
export function clockWriter(bytes: Buffer): (clock: number, form: Form) => void {
  let at = 0;
  let last: { form: Form; day: number; blank: Buffer } | undefined;
  return (clock, form) => {
    const day = Math.floor(clock / MICROS_A_DAY);
    if (last?.form !== form || last.day !== day) last = { form, day, blank: blankOf(form, day) };
    bytes.set(last.blank, at);
    writeTime(bytes, at, clock - day * MICROS_A_DAY, form.precision);
    at += form.length;
  };
}

/** How far the form's clock is ahead of UTC: 0 when it says nothing, null when it says something unreadable. */
export function offsetMicrosOf({ precision, suffix }: Form): number | null {
  const match = OFFSET.exec(precision === 7 ? suffix.replace(/^\d+/, "") : suffix);
  if (match === null) return null;
  const [, sign, hours = "0", minutes = "0"] = match;
  const micros = (Number(hours) * 60 + Number(minutes)) * MICROS_A_MINUTE;
  return sign === "-" ? -micros : micros;
}

function hasCodes(text: string, codes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) !== codes[at]) return false;
  return true;
}

/** Whether what stands between the digits of the time is the same. */
function hasMarks(text: string, codes: Uint8Array, { precision }: Form): boolean {
  return (
    text.charCodeAt(10) === codes[10] &&
    text.charCodeAt(13) === codes[13] &&
    (precision < 1 || text.charCodeAt(16) === codes[16]) &&
    (precision < 2 || text.charCodeAt(19) === codes[19])
  );
}

/** Whether all that is no digit is as the form has it. */
function hasShape(text: string, { length, precision, separator, suffix }: Form): boolean {
  return (
    text.length === length &&
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === separator &&
    text[13] === ":" &&
    (precision < 1 || text[16] === ":") &&
    (precision < 2 || text[19] === ".") &&
    text.endsWith(suffix)
  );
}

/** Days since 1970; NaN when there is no such date. */
function dayOf(date: string): number {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  const day = digits(date, 8, 10);
  if (year < 0 || month < 1 || month > 12 || day < 1) return Number.NaN;
  const days = daysSince1970(year, month, day);
  const next = month === 12 ? daysSince1970(year + 1, 1, 1) : daysSince1970(year, month + 1, 1);
  return days < next ? days : Number.NaN;
}

/** Microseconds since midnight; NaN when no clock shows that. */
function timeOf(text: string, precision: number): number {
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = precision > 0 ? twoDigits(text, 17) : 0;
  const fraction = precision > 1 ? digits(text, 20, 19 + precision) : 0;
  if (hour > 23 || minute > 59 || second > 59 || fraction < 0) return Number.NaN;
  return ((hour * 60 + minute) * 60 + second) * MICROS_A_SECOND + fraction * (POWERS[7 - precision] ?? 1);
}

/** Of the proleptic Gregorian calendar, with years that begin in March so that leap days come last. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month < 3 ? year - 1 : year;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

/** A number of two digits; NaN when one of them is none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** -1 when one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** The text of midnight. */
function blankOf({ separator, precision, suffix }: Form, day: number): Buffer {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const clock = "00:00:00.000000".slice(0, precision === 0 ? 5 : precision === 1 ? 8 : 8 + precision);
  return Buffer.from(`${date}${separator}${clock}${suffix}`, "latin1");
}

function writeTime(bytes: Buffer, at: number, micros: number, precision: number): void {
  const seconds = Math.floor(micros / MICROS_A_SECOND);
  const minutes = Math.floor(seconds / 60);
  writeDigits(bytes, at + 12, Math.floor(minutes / 60));
  writeDigits(bytes, at + 15, minutes % 60);
  if (precision > 0) writeDigits(bytes, at + 18, seconds % 60);
  if (precision < 2) return;
  const fraction = micros - seconds * MICROS_A_SECOND;
  writeDigits(bytes, at + 18 + precision, Math.floor(fraction / (POWERS[7 - precision] ?? 1)));
}

/** The number with its last digit at that place; what is before it stays. */
function writeDigits(bytes: Buffer, last: number, number: number): void {
  let rest = number;
  for (let at = last; rest > 0; at--) {
    bytes[at] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
