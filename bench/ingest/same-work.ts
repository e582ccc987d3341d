/**
 * The same work as Terrarium's, in the ordinary way: one transaction a request, in which the body is kept, the
 * record is written unless a newer one is there, its samples with it, and the change is said and told.
 */
import type { IncomingHttpHeaders } from "node:http";
import type pg from "pg";

export const SAME_WORK_TABLES = `
  create table deliveries (
    id bigint generated always as identity primary key,
    received_at timestamptz not null default now(),
    trace_id text not null,
    terra_user_id text not null,
    type text not null,
    body jsonb not null
  );
  create table dailies (
    terra_user_id text not null,
    day date not null,
    clock bigint not null,
    start_time timestamptz not null,
    end_time timestamptz not null,
    steps int,
    distance_meters float8,
    floors_climbed int,
    total_burned_calories float8,
    basal_calories float8,
    net_activity_calories float8,
    avg_heart_rate_bpm float8,
    max_heart_rate_bpm float8,
    min_heart_rate_bpm float8,
    resting_heart_rate_bpm float8,
    active_seconds float8,
    low_intensity_seconds float8,
    avg_met_level float8,
    avg_stress_level float8,
    updated_at timestamptz not null default now(),
    primary key (terra_user_id, day)
  );
  create table samples (
    terra_user_id text not null,
    day date not null,
    name text not null,
    clock bigint not null,
    samples jsonb not null,
    primary key (terra_user_id, day, name)
  );
  create table changes (
    seq bigint generated always as identity primary key,
    at timestamptz not null default now(),
    terra_user_id text not null,
    record_type text not null,
    day date not null
  )`;

const INSERT_DELIVERY = `
  insert into deliveries (trace_id, terra_user_id, type, body) values ($1, $2, $3, $4)`;
const UPSERT_DAILY = `
  insert into dailies values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
  )
  on conflict (terra_user_id, day) do update set
    clock = excluded.clock,
    start_time = excluded.start_time,
    end_time = excluded.end_time,
    steps = excluded.steps,
    distance_meters = excluded.distance_meters,
    floors_climbed = excluded.floors_climbed,
    total_burned_calories = excluded.total_burned_calories,
    basal_calories = excluded.basal_calories,
    net_activity_calories = excluded.net_activity_calories,
    avg_heart_rate_bpm = excluded.avg_heart_rate_bpm,
    max_heart_rate_bpm = excluded.max_heart_rate_bpm,
    min_heart_rate_bpm = excluded.min_heart_rate_bpm,
    resting_heart_rate_bpm = excluded.resting_heart_rate_bpm,
    active_seconds = excluded.active_seconds,
    low_intensity_seconds = excluded.low_intensity_seconds,
    avg_met_level = excluded.avg_met_level,
    avg_stress_level = excluded.avg_stress_level,
    updated_at = now()
  where dailies.clock < excluded.clock`;
const UPSERT_SAMPLES = `
  insert into samples select $1, $2, key, $3, value from jsonb_each($4)
  on conflict (terra_user_id, day, name) do update set clock = excluded.clock, samples = excluded.samples
  where samples.clock < excluded.clock`;
const INSERT_CHANGE = `
  insert into changes (terra_user_id, record_type, day) values ($1, 'DAILY', $2)`;

type DailyEvent = { type: string; user: { user_id: string }; data: Daily[] };
type Daily = {
  metadata: { start_time: string; end_time: string };
  active_durations_data: { activity_seconds: number; low_intensity_seconds: number };
  MET_data: { avg_level: number };
  stress_data: { avg_stress_level: number };
  calories_data: {
    total_burned_calories: number;
    BMR_calories: number;
    net_activity_calories: number;
    calorie_samples: object[];
  };
  distance_data: {
    steps: number;
    distance_meters: number;
    floors_climbed: number;
    detailed: { step_samples: object[]; distance_samples: object[] };
  };
  heart_rate_data: {
    summary: { avg_hr_bpm: number; max_hr_bpm: number; min_hr_bpm: number; resting_hr_bpm: number };
    detailed: { hr_samples: object[] };
  };
};

/** Resolves when it is committed. */
export async function doSameWork(pool: pg.Pool, headers: IncomingHttpHeaders, text: string): Promise<void> {
  const event: DailyEvent = JSON.parse(text);
  const clock = String(headers["x-terra-ordering-timestamp"]);
  const client = await pool.connect();
  const run = (name: string, sql: string, values: unknown[]) => client.query({ name, text: sql, values });
  const userId = event.user.user_id;
  try {
    await client.query("begin");
    await run("delivery", INSERT_DELIVERY, [headers["x-terra-trace-id"], userId, event.type, text]);
    for (const daily of event.data) {
      const day = daily.metadata.start_time.slice(0, 10);
      await run("daily", UPSERT_DAILY, [userId, day, clock, ...columnsOf(daily)]);
      const samples = samplesOf(daily);
      if (samples !== null) await run("samples", UPSERT_SAMPLES, [userId, day, clock, samples]);
      await run("change", INSERT_CHANGE, [userId, day]);
    }
    await client.query("notify changes");
    await client.query("commit");
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function columnsOf(daily: Daily): (string | number)[] {
  const { metadata, distance_data: distance, calories_data: calories } = daily;
  const { summary: heart } = daily.heart_rate_data;
  return [
    metadata.start_time,
    metadata.end_time,
    distance.steps,
    distance.distance_meters,
    distance.floors_climbed,
    calories.total_burned_calories,
    calories.BMR_calories,
    calories.net_activity_calories,
    heart.avg_hr_bpm,
    heart.max_hr_bpm,
    heart.min_hr_bpm,
    heart.resting_hr_bpm,
    daily.active_durations_data.activity_seconds,
    daily.active_durations_data.low_intensity_seconds,
    daily.MET_data.avg_level,
    daily.stress_data.avg_stress_level,
  ];
}

/** One JSON object of the arrays that are not empty, by name; null where all are. */
function samplesOf(daily: Daily): string | null {
  const arrays = {
    heart_rate: daily.heart_rate_data.detailed.hr_samples,
    steps: daily.distance_data.detailed.step_samples,
    distance: daily.distance_data.detailed.distance_samples,
    calories: daily.calories_data.calorie_samples,
  };
  const filled = Object.entries(arrays).filter(([, samples]) => samples.length > 0);
  return filled.length > 0 ? JSON.stringify(Object.fromEntries(filled)) : null;
}
