/** Histories of deliveries as Terra might send them, about one to three people, and ways in which they may arrive. */
import fc from "fast-check";

/** A delivery; `%` stands in its ids for what keeps one telling of a history apart from another. */
export type HistoryDelivery = { body: object; headers: Record<string, string> };

/** Groups of deliveries: those of one group are sent at once, each to one of the gateways. */
export type Arrival = { delivery: number; gateway: number }[][];

/** `again`: the person authenticates again, and Terra gives a new id: said by a link, by a second auth alike, or by both. */
type Event =
  | { kind: "auth" | "deauth" | "access_revoked" | "connection_error" | "permission_change" }
  | { kind: "google_no_datasource" }
  | { kind: "again"; linked: boolean; authenticated: boolean }
  | Data;
type Data = { kind: "data"; type: string; elements: object[] };
type Said = {
  event: Event;
  namesUser: boolean;
  namesProvider: boolean;
  scopes: string | null;
  traced: boolean;
};

/** Of each id's deliveries the first data have no clock; every later one has a greater stamp than that before it. */
export function arbitraryHistory(): fc.Arbitrary<HistoryDelivery[]> {
  const connection = fc.array(said(), { minLength: 1, maxLength: 7 });
  const person = fc.array(connection, { minLength: 1, maxLength: 2 });
  return fc
    .array(person, { minLength: 1, maxLength: 3 })
    .map((people) =>
      people.flatMap((connections, who) =>
        connections.flatMap((events, account) => lifeOf(events, `person${who}`, `account${who}${account}`)),
      ),
    );
}

/** Every delivery of a history at least once, in any order, at any of the gateways. */
export function arbitraryArrival(count: number, gateways: number): fc.Arbitrary<Arrival> {
  const places = Array.from({ length: count }, (_, delivery) => delivery);
  const repeats = fc.array(fc.nat(count - 1), { maxLength: count });
  return fc
    .tuple(repeats, fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 }))
    .chain(([again, sizes]) => {
      const all = [...places, ...again];
      const order = fc.shuffledSubarray(
        all.map((_, i) => i),
        { minLength: all.length },
      );
      const targets = fc.array(fc.nat(gateways - 1), { minLength: all.length, maxLength: all.length });
      return fc.tuple(order, targets).map(([order, targets]) =>
        grouped(
          order.map((i) => ({ delivery: all[i] ?? 0, gateway: targets[i] ?? 0 })),
          sizes,
        ),
      );
    });
}

function grouped<Value>(values: Value[], sizes: number[]): Value[][] {
  const groups: Value[][] = [];
  for (let at = 0; at < values.length; at += sizes[(groups.length - 1) % sizes.length] ?? 1)
    groups.push(values.slice(at, at + (sizes[groups.length % sizes.length] ?? 1)));
  return groups;
}

function lifeOf(events: readonly Said[], person: string, account: string): HistoryDelivery[] {
  let ids = 1;
  const withoutData = new Set<string>();
  return events.flatMap((said, place) => {
    const id = `%${account}-${ids}`;
    const { event } = said;
    if (event.kind === "again")
      return againOf(event, said, person, account, [id, `%${account}-${++ids}`], place);
    const isFirstData = event.kind === "data" && !withoutData.has(id);
    if (event.kind === "data") withoutData.add(id);
    return [deliveryOf(said, userOf(said, person, account, id, place), place, isFirstData)];
  });
}

type User = { user_id: string; created_at?: string };

function userOf(
  { namesUser, namesProvider, scopes }: Said,
  person: string,
  account: string,
  id: string,
  place: number,
) {
  return {
    user_id: id,
    reference_id: namesUser ? `%${person}` : place % 2 === 0 ? null : "",
    provider: namesProvider ? `PROVIDER of ${account}` : null,
    scopes,
    last_webhook_update: null,
  };
}

function deliveryOf(
  { event, traced }: Said,
  user: User,
  place: number,
  isFirstData: boolean,
): HistoryDelivery {
  const stamp = isFirstData ? {} : { "x-terra-ordering-timestamp": String(START_MS + place * 7) };
  const headers = { ...stamp, ...(traced ? { "x-terra-trace-id": `${user.user_id}-${place}` } : {}) };
  if (event.kind !== "data")
    return { body: { type: event.kind, status: "success", message: "said", user }, headers };
  const elements = event.type === "athlete" ? { athlete: event.elements[0] } : { data: event.elements };
  return { body: { type: event.type, user, ...elements }, headers };
}

// Without a link, only a person and a provider that were named before tell that it is they again.
function againOf(
  { linked, authenticated }: Event & { kind: "again" },
  said: Said,
  person: string,
  account: string,
  [from, to]: [string, string],
  place: number,
): HistoryDelivery[] {
  const named = { ...said, namesUser: true, namesProvider: true };
  const madeAt = (ms: number) => new Date(START_MS + ms).toISOString();
  const user = (id: string, ms: number) => ({
    ...userOf(named, person, account, id, place),
    created_at: madeAt(ms),
  });
  const auth = (id: string, ms: number) => ({
    body: { type: "auth", status: "success", user: user(id, ms) },
    headers: {},
  });
  const link = {
    body: {
      type: "user_reauth",
      status: "warning",
      old_user: userOf(said, person, account, from, place),
      new_user: user(to, place * 7 + 3),
    },
    headers: { "x-terra-ordering-timestamp": String(START_MS + place * 7 + 2) },
  };
  const both = [auth(from, place * 7 - 1), auth(to, place * 7 + 3)];
  return [...(linked ? [link] : []), ...(authenticated || !linked ? both : [])];
}

export const START_MS = 1_770_000_000_000;

function said(): fc.Arbitrary<Said> {
  return fc.record({
    event: fc.oneof(
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "auth" }) },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "deauth" }) },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "access_revoked" }) },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "connection_error" }) },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "permission_change" }) },
      { weight: 1, arbitrary: fc.constant<Event>({ kind: "google_no_datasource" }) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.boolean(), fc.boolean())
          .map<Event>(([linked, authenticated]) => ({ kind: "again", linked, authenticated })),
      },
      { weight: 8, arbitrary: data() },
    ),
    namesUser: fc.boolean(),
    namesProvider: fc.boolean(),
    scopes: fc.constantFrom(null, "read", "read,write"),
    traced: fc.boolean(),
  });
}

/** What one delivery of data brings. */
export function data(): fc.Arbitrary<Data> {
  return fc
    .constantFrom(...Object.keys(elementOf))
    .chain((type) =>
      fc
        .array(elementOf[type] ?? fc.constant({}), { minLength: 1, maxLength: 3 })
        .map((elements) => ({ kind: "data" as const, type, elements })),
    );
}

const day = fc.constantFrom("2026-03-28", "2026-03-29");
const number = fc.constantFrom(0, 1, 2, 70.5, -0.001, 1e21, 6223);
const clock = fc.constantFrom("00:00:00", "07:30:00", "09:00:00.123456", "11:59:59", "12:00:00", "18:00:00");

function time(): fc.Arbitrary<string> {
  return fc
    .tuple(day, clock, fc.constantFrom("+01:00", "Z", ""))
    .map(([date, at, offset]) => `${date}T${at}${offset}`);
}

/** The members, each there or null or missing: half of what Terra sends is. */
function partly(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(Object.entries(members).map(([name, of]) => [name, fc.option(of, { freq: 3 })])),
    { requiredKeys: [] },
  );
}

function samples(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown[]> {
  return fc.array(partly({ timestamp: time(), ...members }), { maxLength: 4 });
}

function wholeDay(): fc.Arbitrary<object> {
  return day.map((date) => ({ start_time: `${date}T00:00:00+01:00`, end_time: `${date}T23:59:59+01:00` }));
}

/** Metadata that may say that its record is deleted. */
function deletable(metadata: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const uploadType = fc.constantFrom({}, { upload_type: null }, { upload_type: 1 }, { upload_type: 4 });
  return fc.tuple(metadata, uploadType).map(([a, b]) => ({ ...a, ...b }));
}

/** Windows of one day that lie apart, beside, over and inside one another. */
function window(): fc.Arbitrary<object> {
  const ends = fc.constantFrom(
    ["00:00:00", "23:59:59"],
    ["07:00:00", "10:00:00"],
    ["09:00:00", "12:00:00"],
    ["12:00:00", "18:00:00.5"],
    ["08:00:00", null],
  );
  return fc.tuple(day, ends).map(([date, [start, end]]) => ({
    start_time: `${date}T${start}+01:00`,
    end_time: end && `${date}T${end}+01:00`,
  }));
}

/** A step, or a block of steps, with lists inside. */
function plannedStep(levels = 2): fc.Arbitrary<unknown> {
  return partly({
    order: fc.nat(3),
    durations: fc.array(partly({ seconds: number, odd: number }), { maxLength: 2 }),
    ...(levels > 0 ? { steps: fc.array(plannedStep(levels - 1), { maxLength: 2 }) } : {}),
  });
}

const heartRate = partly({
  summary: partly({
    avg_hr_bpm: number,
    max_hr_bpm: number,
    hr_zone_data: samples({ zone: fc.nat(3), odd: number }),
  }),
  detailed: partly({ hr_samples: samples({ bpm: number, odd: fc.oneof(number, fc.constant("x")) }) }),
});
const device = partly({
  name: fc.constantFrom("a", "b"),
  data_provided: fc.constant(["HR", "SPO2"]),
  odd: number,
});

const elementOf: Record<string, fc.Arbitrary<object>> = {
  daily: fc.record({
    metadata: deletable(wholeDay()),
    distance_data: partly({
      steps: fc.nat(3),
      distance_meters: number,
      detailed: partly({ step_samples: samples({ steps: number }) }),
    }),
    calories_data: partly({ total_burned_calories: number, BMR_calories: number }),
    heart_rate_data: heartRate,
    data_enrichment: partly({
      total_stress_score: number,
      stress_contributors: fc.constant({ rem: 1.5, deep: null }),
    }),
    device_data: device,
    odd: fc.option(fc.oneof(number, fc.constant({ deep: [1, { a: null }] }))),
  }),
  sleep: fc.record({
    metadata: fc
      .tuple(wholeDay(), partly({ summary_id: fc.constantFrom("s1", "s2"), is_nap: fc.boolean() }))
      .map(([a, b]) => ({ ...a, ...b })),
    sleep_durations_data: partly({
      hypnogram_samples: samples({ level: fc.nat(6) }),
      asleep: partly({ duration_asleep_state_seconds: number }),
    }),
    heart_rate_data: heartRate,
  }),
  activity: fc.record({
    metadata: fc
      .tuple(
        wholeDay(),
        partly({ summary_id: fc.constantFrom("a1", 7), name: fc.constantFrom("", "run"), type: fc.nat(9) }),
      )
      .chain(([a, b]) => deletable(fc.constant({ ...a, ...b }))),
    lap_data: partly({ laps: samples({ calories: number }) }),
    position_data: partly({
      position_samples: samples({ coords_lat_lng_deg: fc.constant([1.5, -2.25]) }),
      start_pos_lat_lng_deg: fc.constant([1, 2]),
    }),
    heart_rate_data: heartRate,
  }),
  body: fc.record({
    metadata: window(),
    blood_pressure_data: partly({
      blood_pressure_samples: samples({ systolic_bp: number, diastolic_bp: number }),
      day_avg_systolic_bp: number,
    }),
    measurements_data: partly({
      measurements: fc.array(partly({ measurement_time: time(), weight_kg: number, odd: number }), {
        maxLength: 4,
      }),
    }),
    device_data: device,
  }),
  nutrition: fc.record({
    metadata: window(),
    meals: fc.array(
      partly({ timestamp: time(), name: fc.constantFrom("a", "b"), macros: partly({ calories: number }) }),
      { maxLength: 3 },
    ),
    drink_samples: samples({ drink_volume: number }),
    summary: partly({ macros: partly({ calories: number }), water_ml: number }),
  }),
  menstruation: fc.record({
    metadata: window(),
    menstruation_data: partly({ day_in_cycle: fc.nat(28), menstruation_flow: samples({ flow: fc.nat(4) }) }),
  }),
  planned_workout: fc.oneof(
    fc.record({
      planned_workout_id: fc.constantFrom("p1", 7),
      planned_date: fc.option(day),
      details: partly({
        metadata: partly({ name: fc.constantFrom("a", "b"), estimated_tss: number }),
        steps: fc.array(plannedStep(), { maxLength: 2 }),
      }),
      odd: number,
    }),
    fc.record({
      metadata: fc.record({
        id: fc.constantFrom("p1", "p2"),
        planned_date: fc.option(day),
        estimated_tscore: number,
      }),
      steps: fc.array(plannedStep(), { maxLength: 2 }),
    }),
  ),
  hormone: fc
    .tuple(time(), partly({ lh_mIU_per_ml: number, fsh_mIU_per_ml: number, odd: number }))
    .map(([timestamp, levels]) => ({ timestamp, ...levels })),
  health_observation: fc.record({
    metadata: fc.record({ summary_id: fc.constantFrom("o1", "o2"), start_time: time() }),
    observation_data: partly({
      status: fc.constantFrom(1, 2, 3),
      value: partly({ quantity: number, unit: fc.constantFrom("a", "b") }),
      codes: fc.array(partly({ code: fc.constantFrom("a", "b") }), { maxLength: 2 }),
      components: fc.array(partly({ value: partly({ boolean: fc.boolean(), odd: number }) }), {
        maxLength: 2,
      }),
    }),
  }),
  athlete: partly({ age: fc.nat(99), first_name: fc.constantFrom("A", "B"), odd: number }),
};
