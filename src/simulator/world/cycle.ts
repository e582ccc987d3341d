import { diceFor } from "./dice.ts";
import type { CycleHabit, Person } from "./person.ts";

/** Terra's codes of the phases. */
export const PHASE = { period: 1, follicular: 2, fertile: 3, ovulation: 4, luteal: 5 } as const;

export type PhaseCode = (typeof PHASE)[keyof typeof PHASE];

/** A stretch of days of one phase; `end` is the first day of the next. */
export type Phase = { code: PhaseCode; start: number; end: number };

export type Cycle = {
  start: number;
  end: number;
  periodDays: number;
  /** The first of the fertile days, of which ovulation is the last. */
  fertile: number;
  ovulation: number;
  phases: readonly Phase[];
};

/** The menstrual cycle that a day is in. */
export function cycleOf(person: Person, date: number): Cycle | null {
  const { cycle: habit, referenceId } = person;
  if (!habit) return null;
  const guess = Math.floor((date - habit.firstDay) / habit.lengthDays);
  for (let number = guess + 1; ; number--) {
    const start = startOf(habit, referenceId, number);
    if (start <= date) return cycleBetween(start, startOf(habit, referenceId, number + 1), habit.periodDays);
  }
}

export function phaseOf(cycle: Cycle, date: number): Phase | null {
  return cycle.phases.find(({ start, end }) => start <= date && date < end) ?? null;
}

/** Whether a day is in the second half, when the body is warmer and the heart a little faster. */
export function isLuteal(person: Person, date: number): boolean {
  const cycle = cycleOf(person, date);
  return cycle !== null && date > cycle.ovulation;
}

// Every cycle is early or late by a day or two, and the next one makes up for it.
function startOf(habit: CycleHabit, referenceId: string, number: number): number {
  const shift = diceFor(referenceId, number, "cycle").whole(-2, 2);
  return habit.firstDay + number * habit.lengthDays + shift;
}

function cycleBetween(start: number, end: number, periodDays: number): Cycle {
  const ovulation = end - 14;
  const [fertile, after] = [ovulation - 4, ovulation + 1];
  const bounds = [start, start + periodDays, fertile, ovulation, after, end];
  const codes = [PHASE.period, PHASE.follicular, PHASE.fertile, PHASE.ovulation, PHASE.luteal];
  const phases = codes.map((code, i) => ({ code, start: bounds[i] ?? end, end: bounds[i + 1] ?? end }));
  return {
    start,
    end,
    periodDays,
    fertile,
    ovulation,
    phases: phases.filter((phase) => phase.end > phase.start),
  };
}
