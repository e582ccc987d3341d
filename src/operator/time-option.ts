/** A time as the commands take it: a day in UTC, or an instant with its offset. Null where the text is neither. */
export function timeOf(given: string): { time: Date; isDay: boolean } | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given);
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given);
  const time = isDay || isInstant ? new Date(given) : new Date(Number.NaN);
  // A day that the month does not have would be read as one of the next.
  const isOne = !Number.isNaN(time.getTime()) && (!isDay || time.toISOString().startsWith(given));
  return isOne ? { time, isDay } : null;
}
