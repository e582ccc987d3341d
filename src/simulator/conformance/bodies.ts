/** What the cases are made of: small bodies of one person, and the stamps that order them. */

type Leaves = Record<string, unknown>;

const FIRST_MS = Date.UTC(2026, 2, 1);

/** Terra's clock, so many milliseconds after that of the first delivery. */
export function at(milliseconds: number): Record<string, string> {
  return { "x-terra-ordering-timestamp": String(FIRST_MS + milliseconds) };
}

/** Terra's `user`: one account of the one person of a telling, `%`. */
export function user(more: Leaves = {}): Leaves {
  return { user_id: "%", provider: "GARMIN", reference_id: "%", ...more };
}

/** An event with data, about that account where no other `user` is given. */
export function data(type: string, elements: unknown, more: Leaves = {}): Leaves {
  return { type, user: user(), data: elements, ...more };
}

/** The window of a calendar day, where the person was. */
export function dayOf(date: string, more: Leaves = {}): Leaves {
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return { start_time: `${date}T00:00:00+01:00`, end_time: `${next}T00:00:00+01:00`, ...more };
}

export const DAY = "2026-03-01";

/** The daily of the one day, with so many steps. */
export function dailyOf(steps: unknown, more: Leaves = {}): Leaves {
  return { metadata: dayOf(DAY), distance_data: { steps }, ...more };
}

export function daily(steps: unknown, more: Leaves = {}): Leaves {
  return data("daily", [dailyOf(steps)], more);
}

/** A night from the evening before to a time of the day. */
export function nightOf(more: Leaves = {}, metadata: Leaves = {}): Leaves {
  return {
    metadata: {
      start_time: "2026-02-28T23:00:00+01:00",
      end_time: "2026-03-01T07:00:00+01:00",
      ...metadata,
    },
    ...more,
  };
}

export function asleep(seconds: unknown): Leaves {
  return { sleep_durations_data: { asleep: { duration_asleep_state_seconds: seconds } } };
}

/** An event about the account itself. */
export function life(type: string, more: Leaves = {}): Leaves {
  return { type, status: "warning", message: "the person's account", user: user(), ...more };
}

export function auth(more: Leaves = {}): Leaves {
  return life("auth", { status: "success", ...more });
}

/** From one id of the account to the next. */
export function reauth(from: string, to: string, more: Leaves = {}): Leaves {
  const { user: _, ...event } = life("user_reauth", more);
  return { ...event, old_user: user({ user_id: from }), new_user: user({ user_id: to }) };
}

/** Bytes that come back otherwise from any parser. */
export const ODD_BYTES =
  ' {"user" : {"user_id":"%", "reference_id": "%"},\n\t"type":"da\\u0069ly","data":[], "n": 1.0e2 , "n":7} \n';
