import type { DayMetadata } from "../../../terra/payloads/sections.ts";
import type { Account } from "../account.ts";

/** The window of a person's own calendar day. */
export function dayMetadata({ person, connection }: Account, date: number): DayMetadata {
  const { zone } = person.place;
  return {
    start_time: connection.clock.text(zone.midnightOf(date)),
    end_time: connection.clock.text(zone.midnightOf(date + 1)),
    timestamp_localization: connection.clock.localization,
  };
}
