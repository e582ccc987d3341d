/** Planned workouts, hormones, health observations and lab reports: from Terra's event to what clients read. */
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver, sampleText } from "../terra-client.ts";

type Json = Record<string, unknown>;

let opened: AsyncDisposableStack;
let gateway: TestGateway;
let pool: pg.Pool;

beforeAll(async () => {
  opened = new AsyncDisposableStack();
  gateway = opened.use(await openTestGateway());
  pool = opened.adopt(openTestPool(gateway.databaseUrl), (one) => one.end());
});

afterAll(async () => {
  expect(gateway.logs.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  await opened.disposeAsync();
});

let people = 0;
let sessions = 0;

/** A person of the test's own. */
function newPerson() {
  const reference = `later-${++people}`;
  return { reference, user: { user_id: reference, reference_id: reference, provider: "GARMIN" } };
}

async function send(body: object, headers: Record<string, string> = {}): Promise<void> {
  expect((await deliver(gateway, body, headers)).status).toBe(200);
}

function at(clock: number): Record<string, string> {
  return { "x-terra-ordering-timestamp": String(clock) };
}

/** The fields of one person's records, of one list. */
async function listOf(reference: string, list: string, fields: string): Promise<Json[]> {
  const query = `query ($reference: String) { user(referenceId: $reference) { list: ${list} { nodes { ${fields} } } } }`;
  type Read = { user: { list: { nodes: Json[] } } | null };
  return (await read<Read>(gateway, query, { reference })).user?.list.nodes ?? [];
}

async function failures(): Promise<string[]> {
  const query = "{ deliveries(states: [FAILED]) { nodes { error } } }";
  type Read = { deliveries: { nodes: { error: string }[] } };
  return (await read<Read>(gateway, query)).deliveries.nodes.map(({ error }) => error);
}

describe.each([
  { type: "planned_workout", list: "plannedWorkouts", recordType: "PLANNED_WORKOUT", day: "2026-01-15" },
  { type: "hormone", list: "hormones", recordType: "HORMONE", day: "2026-01-15" },
  {
    type: "health_observation",
    list: "healthObservations",
    recordType: "HEALTH_OBSERVATION",
    day: "2022-10-28",
  },
  { type: "lab_report.completed", list: "labReports", recordType: "LAB_REPORT", day: "2026-01-15" },
])("a record of type $type", ({ type, list, recordType, day }) => {
  let reference: string;

  beforeAll(async () => {
    const person = newPerson();
    reference = person.reference;
    const body = JSON.parse(sampleText(`${type}__schema-full-coverage`));
    if (body.user) body.user = person.user;
    else body.data.reference_id = reference;
    await send(body);
  });

  test("is in its list of the person, of the connection and of everybody, by day and by time", async () => {
    const query = `query ($reference: String, $day: Date!, $from: DateTime!, $to: DateTime!) {
      user(referenceId: $reference) {
        byDay: ${list}(days: { from: $day, to: $day }) { nodes { id type localDate startTime } }
        byTime: ${list}(time: { from: $from, to: $to }) { nodes { id } }
        connections { ${list} { nodes { id } } healthRecords(types: [${recordType}]) { nodes { id } } }
      }
      ${list} { nodes { id } }
    }`;
    const range = { from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` };
    type Nodes = { nodes: Json[] };
    type Read = { user: { byDay: Nodes; byTime: Nodes; connections: Record<string, Nodes>[] } } & Json;
    const { user, ...all } = await read<Read>(gateway, query, { reference, day, ...range });
    const [record] = user.byDay.nodes;
    expect(record).toMatchObject({ type: recordType, localDate: day });
    const ids = user.byDay.nodes.map(({ id }) => ({ id }));
    expect(user.byTime.nodes).toEqual(ids);
    expect(user.connections.map((connection) => connection[list]?.nodes)).toEqual([ids]);
    expect(user.connections.map(({ healthRecords }) => healthRecords?.nodes)).toEqual([ids]);
    expect((all[list] as Nodes).nodes).toEqual(expect.arrayContaining(ids));
  });

  test("is found by its id, and told in the feed", async () => {
    const [{ id } = {}] = await listOf(reference, list, "id");
    const query = "query ($id: ID!) { healthRecord(id: $id) { __typename id type series { name } } }";
    expect(await read(gateway, query, { id })).toMatchObject({
      healthRecord: { id, type: recordType, series: [] },
    });
    const { rows } = await pool.query(
      `select kind, revision from changes c join users u on u.id = c.user_id
        where record_type = $1 and u.reference_id = $2`,
      [recordType, reference],
    );
    expect(rows[0]).toEqual({ kind: "RECORD_SAVED", revision: 1 });
  });
});

describe("a planned workout", () => {
  const details = "detailsId name plannedDate detailsPlannedDate localDate startTime workoutSteps { name }";

  test("has in the same fields what earlier payloads have elsewhere", async () => {
    const [now, former] = [newPerson(), newPerson()];
    const body = JSON.parse(sampleText("planned_workout__every-field"));
    await send({ ...body, user: now.user });
    await send({ ...JSON.parse(sampleText("planned_workout__older-shape")), user: former.user });
    const extra = "estimatedCalories estimatedPaceMinutesPerKilometer estimatedTscore activityTypeCode";
    const [newer] = await listOf(now.reference, "plannedWorkouts", `${details} ${extra}`);
    const [older] = await listOf(former.reference, "plannedWorkouts", `${details} ${extra}`);
    expect(older).toEqual({
      ...newer,
      detailsId: "older-id",
      plannedDate: null,
      workoutSteps: [{ name: "example-name" }],
    });
    expect(older).toMatchObject({ estimatedTscore: 42.5, startTime: "2026-01-15T00:00:00+00:00" });
    const { rows } = await pool.query("select key, extra from planned_workouts where key = 'id:older-id'");
    expect(rows).toEqual([{ key: "id:older-id", extra: null }]);
  });

  test("keeps apart what one payload has in the newer place and in the older", async () => {
    const { reference, user } = newPerson();
    const data = [
      { planned_workout_id: "both", details: { metadata: { name: "new" } }, metadata: { name: "old" } },
      { metadata: { id: "former", name: "old" }, planned_workout_id: "former", details: null },
    ];
    await send({ type: "planned_workout", user, data });
    const names = await listOf(reference, "plannedWorkouts(order: OLDEST_FIRST)", "plannedWorkoutId name");
    expect(names).toEqual([
      { plannedWorkoutId: "both", name: "new" },
      { plannedWorkoutId: "former", name: "old" },
    ]);
    const { rows } = await pool.query("select extra from planned_workouts where key = 'id:both'");
    expect(rows).toEqual([{ extra: { "metadata.name": "old" } }]);
  });

  test("keeps null and a note where a number of a list is none", async () => {
    const { reference, user } = newPerson();
    const steps = [{ equipment_type: [3, "four", null, 5.5] }];
    await send({ type: "planned_workout", user, data: [{ planned_workout_id: "odd", details: { steps } }] });
    expect(await listOf(reference, "plannedWorkouts", "workoutSteps { equipmentTypes }")).toEqual([
      { workoutSteps: [{ equipmentTypes: [3, null, null, null] }] },
    ]);
    const { rows } = await pool.query("select notes from deliveries where terra_user_id = $1", [reference]);
    expect(rows[0].notes).toEqual(
      ["a string", "another number"].map(
        (came) =>
          `data[0].details.steps[0].equipment_type[]: wanted a whole number, got ${came}; kept as null`,
      ),
    );
  });

  test("keeps blocks inside blocks, and what it does not know of them", async () => {
    const { reference, user } = newPerson();
    const innermost = { name: "c", durations: [{ seconds: 30 }], targets: [], odd: { leaf: [1] } };
    const steps = [{ type: 1, steps: [{ name: "b", steps: [innermost] }], equipment_type: [3, 4] }];
    await send({ type: "planned_workout", user, data: [{ planned_workout_id: 7, details: { steps } }] });
    const fields = `workoutSteps { stepType equipmentTypes steps { name steps {
      name steps { name } durations { seconds calories } targets { cadence } } } }`;
    expect(await listOf(reference, "plannedWorkouts", fields)).toEqual([
      {
        workoutSteps: [
          {
            stepType: "REPETITION_BLOCK",
            equipmentTypes: [3, 4],
            steps: [
              {
                name: "b",
                steps: [
                  { name: "c", steps: null, durations: [{ seconds: 30, calories: null }], targets: [] },
                ],
              },
            ],
          },
        ],
      },
    ]);
    const { rows } = await pool.query(
      "select workout_steps #> '{0,steps,0,steps,0,extra}' as extra from planned_workouts where key = 'id:7'",
    );
    expect(rows).toEqual([{ extra: { odd: { leaf: [1] } } }]);
  });

  test("that goes down deeper than any reader could go fails by itself", async () => {
    const { reference, user } = newPerson();
    let deep: Json = { name: "deepest" };
    for (let level = 0; level < 200; level += 1) deep = { steps: [deep] };
    const data = [
      { planned_workout_id: "deep", details: deep },
      { planned_workout_id: "flat", details: { steps: [{ name: "one" }] } },
    ];
    await send({ type: "planned_workout", user, data });
    expect(await listOf(reference, "plannedWorkouts", "plannedWorkoutId")).toEqual([
      { plannedWorkoutId: "flat" },
    ]);
    expect(await failures()).toContain("data[0]: nested more than 100 deep");
  });

  test("without an id fails by itself, and one without a date comes last", async () => {
    const { reference, user } = newPerson();
    const data = [
      { planned_workout_id: "no date", planned_date: "some day" },
      { planned_date: "2026-01-15", details: { metadata: { id: "is the provider's" } } },
      { planned_workout_id: "dated", details: { metadata: { planned_date: "2026-01-15T06:00:00" } } },
    ];
    await send({ type: "planned_workout", user, data });
    expect(await listOf(reference, "plannedWorkouts", "plannedWorkoutId localDate plannedDate")).toEqual([
      { plannedWorkoutId: "dated", localDate: "2026-01-15", plannedDate: null },
      { plannedWorkoutId: "no date", localDate: null, plannedDate: "some day" },
    ]);
    expect(await failures()).toContain("data[1]: has no key: give it planned_workout_id or metadata.id");
  });
});

describe("hormones", () => {
  test("are one record an instant, whatever the offset that it came with", async () => {
    const { reference, user } = newPerson();
    const sample = (timestamp: string, lh_mIU_per_ml: number) => ({ timestamp, lh_mIU_per_ml });
    const first = [sample("2026-01-15T08:00:00+02:00", 1), sample("2026-01-15T06:00:00.000001Z", 2)];
    await send({ type: "hormone", user, data: first }, at(1));
    await send({ type: "hormone", user, data: [sample("2026-01-15 06:00:00+00:00", 3)] }, at(2));
    expect(
      await listOf(reference, "hormones(order: OLDEST_FIRST)", "lhMiuPerMl measuredAt startTime"),
    ).toEqual([
      { lhMiuPerMl: 3, measuredAt: "2026-01-15 06:00:00+00:00", startTime: "2026-01-15T06:00:00+00:00" },
      { lhMiuPerMl: 2, measuredAt: "2026-01-15T06:00:00.000001Z", startTime: "2026-01-15T06:00:00.000001Z" },
    ]);
  });

  test("without a readable time fail by themselves", async () => {
    const { reference, user } = newPerson();
    const data = [{ timestamp: "2026-01-15T08:00:00Z" }, { lh_mIU_per_ml: 1 }, { timestamp: "noon" }];
    await send({ type: "hormone", user, data });
    expect(await listOf(reference, "hormones", "measuredAt")).toEqual([
      { measuredAt: "2026-01-15T08:00:00Z" },
    ]);
    expect(await failures()).toContain(
      [1, 2].map((i) => `data[${i}]: has no key: give it a timestamp that can be read`).join("; "),
    );
  });
});

test("a health observation is amended under its id, and gone when its source retracts it", async () => {
  const { reference, user } = newPerson();
  const observation = (summary_id: string, status: number, severity: number) => ({
    metadata: { summary_id, start_time: "2026-01-15T08:00:00Z" },
    observation_data: { status, severity, observation_type: "headache" },
  });
  const say = (clock: number, ...data: object[]) =>
    send({ type: "health_observation", user, data }, at(clock));
  const shown = () =>
    listOf(reference, "healthObservations", "summaryId severity observationStatus revision");
  await say(1, observation("a", 1, 2), observation("b", 1, 2));
  await say(2, observation("a", 2, 4));
  await say(3, observation("b", 3, 2));
  await say(2, observation("b", 2, 3));
  expect(await shown()).toEqual([
    { summaryId: "a", severity: "SEVERE", observationStatus: "AMENDED", revision: 2 },
  ]);
  await say(4, observation("b", 1, 3));
  expect(await shown()).toContainEqual(expect.objectContaining({ summaryId: "b", revision: 3 }));
});

describe("a lab report", () => {
  let session = "";
  beforeEach(() => {
    session = String(297_405_620_317_800_000n + BigInt(++sessions));
  });

  const fields = `sessionId referenceId status failureCode failureRetriable resultsCount occurredAt
    results { source { name } measurement { numeric } }`;
  const completed = (reference_id: string | null, occurred_at: string) => ({
    type: "lab_report.completed",
    occurred_at,
    data: {
      session_id: session,
      ...(reference_id ? { reference_id } : {}),
      results_count: 1,
      results: [{ source: { name: "Ferritin" }, measurement: { type: "numeric", numeric: 20.5 } }],
    },
  });
  const failed = (reference_id: string, occurred_at: string) => ({
    type: "lab_report.failed",
    occurred_at,
    data: {
      session_id: session,
      reference_id,
      results_count: 0,
      report_locale: null,
      error: { code: "internal", message: "again", retriable: true },
    },
  });
  const [early, late] = ["2026-03-28T10:00:00Z", "2026-03-28T11:00:00Z"];

  test("that failed says why", async () => {
    const { reference } = newPerson();
    await send(failed(reference, early));
    expect(await listOf(reference, "labReports", fields)).toEqual([
      {
        sessionId: session,
        referenceId: reference,
        status: "FAILED",
        failureCode: "internal",
        failureRetriable: true,
        resultsCount: null,
        occurredAt: early,
        results: null,
      },
    ]);
  });

  test.each([
    { first: "completed", failedAt: late },
    { first: "failed", failedAt: late },
    { first: "completed", failedAt: early },
    { first: "failed", failedAt: early },
  ])("keeps its results, whatever failed: $first first, failed at $failedAt", async ({ first, failedAt }) => {
    const { reference } = newPerson();
    const events = [completed(reference, failedAt === late ? early : late), failed(reference, failedAt)];
    for (const event of first === "completed" ? events : events.toReversed()) await send(event);
    expect(await listOf(reference, "labReports", fields)).toEqual([
      {
        sessionId: session,
        referenceId: reference,
        status: "COMPLETED",
        failureCode: "internal",
        failureRetriable: true,
        resultsCount: 1,
        occurredAt: late,
        results: [{ source: { name: "Ferritin" }, measurement: { numeric: 20.5 } }],
      },
    ]);
  });

  test("without a reference is a connection of its own, of nobody known", async () => {
    await send(completed(null, early));
    const query = `{ labReports { nodes { sessionId provider user { referenceId } connection { provider } } } }`;
    type Read = { labReports: { nodes: Json[] } };
    const { labReports } = await read<Read>(gateway, query);
    expect(labReports.nodes).toContainEqual({
      sessionId: session,
      provider: "LAB_REPORT",
      user: { referenceId: null },
      connection: { provider: "LAB_REPORT" },
    });
  });

  test.each([true, false])("is a person's as soon as a reference comes, told first %s", async (isFirst) => {
    const { reference } = newPerson();
    const events = [completed(null, early), completed(reference, late)];
    for (const event of isFirst ? events.toReversed() : events) await send(event);
    expect(await listOf(reference, "labReports", "sessionId occurredAt")).toEqual([
      { sessionId: session, occurredAt: late },
    ]);
    const { rows } = await pool.query("select count(*)::int from lab_reports where key = $1", [session]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("that is said to be two people's makes no one person of them", async () => {
    const [one, other] = [newPerson(), newPerson()];
    await send(completed(one.reference, early));
    await send(completed(other.reference, late));
    for (const { reference } of [one, other])
      expect(await listOf(reference, "labReports", "referenceId")).toEqual([{ referenceId: reference }]);
  });

  test("keeps every digit of an id that comes as a number", async () => {
    const { reference } = newPerson();
    const text = (id: string) =>
      `{"type":"lab_report.completed","occurred_at":"${early}","data":{"session_id":${id},"reference_id":"${reference}"}}`;
    for (const id of ["297405620317847553", "297405620317847554"])
      expect((await deliver(gateway, text(id))).status).toBe(200);
    const { rows } = await pool.query("select key from lab_reports where reference_id = $1 order by key", [
      reference,
    ]);
    expect(rows).toEqual([{ key: "297405620317847553" }, { key: "297405620317847554" }]);
    expect(await listOf(reference, "labReports", "sessionId status")).toHaveLength(2);
  });

  test("without an id fails, and is kept", async () => {
    await send({ ...completed("somebody", early), data: { reference_id: "somebody", results_count: 0 } });
    expect(await failures()).toContain("data[0]: has no key: give it session_id");
    await send({ ...completed(null, early), data: { results_count: 0 } });
    expect(await failures()).toContain("user: has no user_id, so it is not known whose this is");
  });
});
