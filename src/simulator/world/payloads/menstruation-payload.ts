import type { MenstruationPayload } from "../../../terra/payloads/menstruation.ts";
import type { Account } from "../account.ts";
import { type Cycle, PHASE, phaseOf } from "../cycle.ts";
import { dateText } from "../zone.ts";
import { dayMetadata } from "./day-metadata.ts";

const FLOW = { none: 1, light: 2, medium: 3, heavy: 4 } as const;

/** Where in her cycle a woman is on a day, as told at an instant. */
export function menstruationPayload(
  account: Account,
  date: number,
  cycle: Cycle,
  toldAt: number,
): MenstruationPayload {
  const { person, connection } = account;
  const phase = phaseOf(cycle, date);
  const midnight = (day: number): string => connection.clock.text(person.place.zone.midnightOf(day));
  return {
    metadata: dayMetadata(account, date),
    menstruation_data: {
      period_length_days: cycle.periodDays,
      current_phase: phase?.code ?? 0,
      length_of_current_phase_days: phase ? phase.end - phase.start : null,
      days_until_next_phase: phase ? phase.end - date : null,
      period_start_date: dateText(cycle.start),
      predicted_cycle_length_days: cycle.end - cycle.start,
      day_in_cycle: date - cycle.start + 1,
      last_updated_time: connection.clock.text(toldAt),
      cycle_length_days: cycle.end - cycle.start,
      is_predicted_cycle: false,
      menstruation_flow: [
        {
          timestamp: connection.clock.text(person.place.zone.instantAt(date, 8 * 60)),
          flow: flowOf(cycle, date),
        },
      ],
      intervals: cycle.phases.map(({ code, start, end }) => ({
        start_timestamp: midnight(start),
        end_timestamp: midnight(end),
        phase: code,
      })),
      fertility_window_start: dateText(cycle.fertile),
      fertility_window_end: dateText(cycle.ovulation),
      ovulation_day: dateText(cycle.ovulation),
    },
  };
}

function flowOf(cycle: Cycle, date: number): number {
  if (phaseOf(cycle, date)?.code !== PHASE.period) return FLOW.none;
  const day = date - cycle.start;
  return day === 1 ? FLOW.heavy : day < 3 ? FLOW.medium : FLOW.light;
}
