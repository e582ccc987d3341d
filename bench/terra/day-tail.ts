import { wholeBetween } from "./random.ts";

const SECONDS_A_DAY = 86_400;
const OFFSET = "-05:00";
/** Of a body without samples, and of one sample with its comma: both as they come out on the average. */
const BYTES_WITHOUT_SAMPLES = 1040;
const BYTES_A_SAMPLE = 92.5;

/**
 * The second half of a daily's body: what was measured from midnight to midnight, with as many samples as fill
 * `bytes` together with the first half. Heart rate has two fifths of the samples; steps, distance and calories
 * have one fifth each and are running totals, as Terra sends them.
 */
export function dayTail(random: () => number, date: string, bytes: number): Buffer {
  const counts = sampleCounts(bytes);
  const pulse = pulseOf(random, counts.pulse);
  const walk = walkOf(random, counts.walk);
  const heart = series(date, pulse, (bpm) => `"bpm":${bpm}`);
  const calories = series(date, walk, ({ burned }) => `"calories":${burned.toFixed(2)}`);
  const steps = series(date, walk, (at) => `"steps":${at.steps}`);
  const metres = series(date, walk, (at) => `"distance_meters":${at.metres.toFixed(2)}`);
  const total = walk.at(-1) ?? walkOf(random, 40).at(-1) ?? { steps: 0, metres: 0, burned: 0 };
  const [least, mean, most] = spread(pulse.length > 0 ? pulse : pulseOf(random, 40));
  return Buffer.from(
    `"calories_data":{"total_burned_calories":${(total.burned + 1.5).toFixed(2)},"BMR_calories":1583.2,` +
      `"net_activity_calories":${(total.burned * 0.31).toFixed(2)},"calorie_samples":${calories}},` +
      `"distance_data":{"steps":${total.steps + 4},"distance_meters":${(total.metres + 3.1).toFixed(2)},` +
      `"floors_climbed":${wholeBetween(random, 0, 30)},` +
      `"detailed":{"step_samples":${steps},"distance_samples":${metres}}},` +
      `"heart_rate_data":{"summary":{"avg_hr_bpm":${mean.toFixed(1)},"max_hr_bpm":${most},"min_hr_bpm":${least},` +
      `"resting_hr_bpm":${least + 3}},"detailed":{"hr_samples":${heart}}}}]}`,
  );
}

/** How many of the four arrays have samples in a body of this size. */
export function filledArrays(bytes: number): number {
  const { pulse, walk } = sampleCounts(bytes);
  return (pulse > 0 ? 1 : 0) + (walk > 0 ? 3 : 0);
}

/** The bounds of a day where these people are, and what they are from Greenwich. */
export function dayBounds(date: string): { start: string; end: string } {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
  return { start: `${date}T00:00:00.000000${OFFSET}`, end: `${next}T00:00:00.000000${OFFSET}` };
}

function sampleCounts(bytes: number): { pulse: number; walk: number } {
  const samples = Math.max(0, Math.round((bytes - BYTES_WITHOUT_SAMPLES) / BYTES_A_SAMPLE));
  return { pulse: Math.round(samples * 0.4), walk: Math.round(samples * 0.2) };
}

function series<Value>(date: string, values: Value[], fieldOf: (value: Value) => string): string {
  const every = Math.floor(SECONDS_A_DAY / Math.max(values.length, 1));
  const one = (value: Value, i: number) =>
    `{"timestamp":"${date}T${clockOf(i * every)}.000000${OFFSET}",${fieldOf(value)},"timer_duration_seconds":${every}}`;
  return `[${values.map(one).join(",")}]`;
}

function clockOf(second: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}`;
}

function pulseOf(random: () => number, count: number): number[] {
  let bpm = wholeBetween(random, 52, 74);
  return Array.from({ length: count }, () => {
    bpm = Math.min(178, Math.max(44, bpm + wholeBetween(random, -4, 4)));
    return bpm;
  });
}

function walkOf(random: () => number, count: number): { steps: number; metres: number; burned: number }[] {
  let [steps, metres, burned] = [0, 0, 0];
  return Array.from({ length: count }, () => {
    const walked = random() < 0.4 ? 0 : wholeBetween(random, 1, Math.ceil(24_000 / count));
    steps += walked;
    metres += walked * (0.68 + random() * 0.1);
    burned += 1580 / count + walked * (0.03 + random() * 0.02);
    return { steps, metres, burned };
  });
}

function spread(values: number[]): [least: number, mean: number, most: number] {
  const sum = values.reduce((total, value) => total + value, 0);
  return [Math.min(...values), sum / values.length, Math.max(...values)];
}
