/** A kind of exercise; `type` is Terra's code of it. */
export type Sport = {
  name: string;
  type: number;
  /** The share of the heart rate reserve that it asks for. */
  effort: number;
  /** Metabolic equivalents at that effort. */
  met: number;
  stepsPerMinute: number;
  /** Of somebody of middling fitness; 0 where nobody gets anywhere. */
  metersPerSecond: number;
  isOutdoors: boolean;
  /** Metres up in a kilometre. */
  climb: number;
  /** In minutes. */
  duration: readonly [shortest: number, longest: number];
};

export const SPORTS = {
  running: sport("Run", 8, 0.72, 9.8, 164, 2.9, true, 6, [28, 62]),
  cycling: sport("Ride", 16, 0.6, 7.5, 0, 6.8, true, 7, [45, 120]),
  walking: sport("Walk", 7, 0.3, 3.6, 112, 1.45, true, 5, [30, 75]),
  hiking: sport("Hike", 35, 0.45, 5.6, 100, 1.2, true, 22, [80, 180]),
  strength: sport("Strength", 80, 0.4, 4.5, 9, 0, false, 0, [35, 60]),
  yoga: sport("Yoga", 100, 0.2, 2.6, 3, 0, false, 0, [30, 60]),
  swimming: sport("Pool Swim", 83, 0.58, 7, 0, 0.8, false, 0, [30, 55]),
} as const;

/** Whether the steps are what gets somebody on: in a gym there are some too. */
export function isOnFoot({ stepsPerMinute }: Sport): boolean {
  return stepsPerMinute > 90;
}

function sport(
  name: string,
  type: number,
  effort: number,
  met: number,
  stepsPerMinute: number,
  metersPerSecond: number,
  isOutdoors: boolean,
  climb: number,
  duration: readonly [number, number],
): Sport {
  return { name, type, effort, met, stepsPerMinute, metersPerSecond, isOutdoors, climb, duration };
}
