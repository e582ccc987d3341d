/**
 * Clocks in the bytes of a body. Neighbours mostly share date and form: of those the time of day is read, and all else
 * compared.
 */
import { type BodyBytes, FixedBytes } from "./body-bytes.ts";
import type { Form } from "./series-time-forms.ts";

/** What a text has in common with its neighbours. */
export type Pace = {
  /** Of the whole text, with the quote that closes it. */
  length: number;
  date: FixedBytes;
  /** Its midnight, in microseconds since 1970. */
  day: number;
  precision: number;
  /** With its point; null where there is none. */
  fraction: FixedBytes | null;
  fractionMicros: number;
  /** With the quote. */
  suffix: FixedBytes;
};

/** The date and what is between it and the time. */
const DATE_LENGTH = 11;
const COLON = 0x3a;
const POINT = 0x2e;
const SECOND = 1_000_000;
const POWERS = Array.from({ length: 7 }, (_, digits) => 10 ** digits);

/** The pace of the text at a place, which has that form and that clock. */
export function paceOf(body: BodyBytes, at: number, form: Form, clock: number): Pace {
  const { bytes, view } = body;
  const { precision, suffix } = form;
  const time = at + DATE_LENGTH;
  const end = time + timeLength(precision);
  const fractionMicros = precision > 1 ? fractionBefore(bytes, end, precision) : 0;
  return {
    length: form.length + 1,
    date: new FixedBytes(view, at, time),
    day: clock - secondsAt(bytes, time, precision) * SECOND - fractionMicros,
    precision,
    fraction: precision > 1 ? new FixedBytes(view, end - precision, end) : null,
    fractionMicros,
    suffix: new FixedBytes(view, end, end + suffix.length + 1),
  };
}

/** The clock of the text at a place, in microseconds since 1970; NaN when it is not of that pace. */
export function clockAt(body: BodyBytes, at: number, pace: Pace): number {
  const { date, day, precision, fraction, suffix } = pace;
  const time = at + DATE_LENGTH;
  const end = time + timeLength(precision);
  if (!date.isAt(body, at) || !suffix.isAt(body, end)) return Number.NaN;
  const micros =
    fraction === null || fraction.isAt(body, end - precision)
      ? pace.fractionMicros
      : fractionBefore(body.bytes, end, precision);
  return day + secondsAt(body.bytes, time, precision) * SECOND + micros;
}

/** "08:00", "08:00:00", "08:00:00.0" and so on. */
function timeLength(precision: number): number {
  return precision === 0 ? 5 : precision === 1 ? 8 : 8 + precision;
}

/** Since midnight, without the fraction; NaN when it is no such time. */
function secondsAt(bytes: Buffer, at: number, precision: number): number {
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const second = precision > 0 ? twoDigits(bytes, at + 6) : 0;
  const isTime =
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    bytes[at + 2] === COLON &&
    (precision < 1 || bytes[at + 5] === COLON);
  return isTime ? (hour * 60 + minute) * 60 + second : Number.NaN;
}

/** Microseconds; NaN when there is no such fraction. */
function fractionBefore(bytes: Buffer, end: number, precision: number): number {
  const micros = digitsAt(bytes, end - precision + 1, end) * (POWERS[7 - precision] ?? 1);
  return bytes[end - precision] === POINT ? micros : Number.NaN;
}

/** NaN when one of them is no digit. */
function digitsAt(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Beyond 99 when one of them is no digit. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}
