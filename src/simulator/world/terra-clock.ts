import { DAY, dateText, HOUR, MINUTE, type Zone } from "./zone.ts";

/**
 * How a provider's times come through Terra: with the person's own offset; as the wall clock with a `+00:00` that
 * means nothing, as Fitbit's and Oura's do; or in UTC.
 */
export type ClockStyle = "offset" | "wall" | "utc";

/** Writes times as one provider's come through Terra. */
export type TerraClock = { localization: 0 | 1; text(instant: number): string };

export function terraClock(style: ClockStyle, zone: Zone): TerraClock {
  if (style === "utc") return { localization: 0, text: utcText };
  if (style === "wall")
    return { localization: 1, text: (instant) => utcText(instant + zone.offsetAt(instant)) };
  return {
    localization: 1,
    text: (instant) => {
      const offset = zone.offsetAt(instant);
      return wallText(instant + offset) + offsetText(offset);
    },
  };
}

export function utcText(instant: number): string {
  return `${wallText(instant)}+00:00`;
}

/** Without an offset, as `created_at` comes in an auth. */
export function wallText(wall: number): string {
  const day = Math.floor(wall / DAY);
  const rest = wall - day * DAY;
  const minute = Math.floor(rest / MINUTE);
  const second = Math.floor((rest % MINUTE) / 1000);
  const micros = String(Math.round(rest % 1000) * 1000).padStart(6, "0");
  return `${dateOf(day)}T${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:${TWO[second]}.${micros}`;
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

// Thousands of samples in a row are of one day.
let lastDay = Number.NaN;
let lastDate = "";

function dateOf(day: number): string {
  if (day !== lastDay) {
    lastDate = dateText(day);
    lastDay = day;
  }
  return lastDate;
}

function offsetText(offset: number): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${TWO[Math.floor(size / HOUR)]}:${TWO[(size % HOUR) / MINUTE]}`;
}
