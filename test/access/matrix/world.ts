/**
 * Two people and what befell them: Ada and Bob, each with connections at two providers and with lab reports; a
 * connection of Ada's that became Bob's; one of hers that was erased; and deliveries that failed. Everything that Terra
 * can say of a record is said of each.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, openPool } from "../../../src/database/connection.ts";
import type { Database } from "../../../src/database/database.ts";
import { retireConnections } from "../../../src/retention/retire-connections.ts";
import type { PayloadHost } from "../../fetching/payload-host.ts";
import type { TestGateway } from "../../gateway.ts";
import { read } from "../../graphql-client.ts";
import { deliver, sampleText } from "../../terra-client.ts";
import { type Json, type Owner, plant, textOf } from "./planted.ts";

export type Person = "ada" | "bob" | "nobody";
/** Whose values are planted where: Lab reports have a connection of their own. */
export type Account = Owner & { person: Person; provider: string; terraUserId: string };

const account = (person: Person, provider: string, code: string, number: number, year: number): Account => ({
  person,
  provider,
  code: `${person}${code}`,
  number,
  year,
  terraUserId: provider === "LAB_REPORT" ? `lab:${person}` : `${person}-at-${provider.toLowerCase()}`,
});

const adaGarmin = account("ada", "GARMIN", "g", 7101, 2001);
const adaOura = account("ada", "OURA", "o", 7102, 2002);
const adaLab = account("ada", "LAB_REPORT", "l", 7103, 2003);
const bobGarmin = account("bob", "GARMIN", "g", 8101, 2004);
const bobOura = account("bob", "OURA", "o", 8102, 2005);
const bobLab = account("bob", "LAB_REPORT", "l", 8103, 2006);
/** Ada's at first; whose data it is now is Bob's. */
const moved = account("bob", "FITBIT", "m", 8104, 2007);
/** Came without a reference. */
const nobody = account("nobody", "GARMIN", "g", 6101, 2009);
const erased = account("ada", "WHOOP", "e", 9109, 2008);

export const accounts: readonly Account[] = [
  adaGarmin,
  adaOura,
  adaLab,
  bobGarmin,
  bobOura,
  bobLab,
  moved,
  nobody,
];
/** Of which nothing is left. */
export const gone: readonly Account[] = [erased];
export const TRANSFERS = [adaGarmin, bobGarmin, bobOura].map(
  ({ terraUserId }) => `request-of-${terraUserId}`,
);

export const referenceIdOf = (person: Person): string => `${person}@app`;

type Body = { [name: string]: Json };

const SAMPLES: Record<string, string> = {
  Activity: "activity__schema-full-coverage",
  Athlete: "athlete__schema-full-coverage",
  Body: "body__schema-full-coverage",
  Daily: "daily__schema-full-coverage",
  HealthObservation: "health_observation__schema-full-coverage",
  Hormone: "hormone__schema-full-coverage",
  Menstruation: "menstruation__schema-full-coverage",
  Nutrition: "nutrition__schema-full-coverage",
  PlannedWorkout: "planned_workout__every-field",
  Sleep: "sleep__schema-full-coverage",
};
const LAB_SAMPLES = [
  "lab_report.completed__layered-results",
  "lab_report.completed__schema-full-coverage",
  "lab_report.failed__schema-full-coverage",
];

/** Terra's clock. */
let clock = 1_780_000_000_000;

export async function settle(gateway: TestGateway, host: PayloadHost): Promise<void> {
  const send = async (body: object, headers: Record<string, string> = {}) => {
    clock += 1_000;
    const stamp = {
      "x-terra-ordering-timestamp": String(clock),
      "x-terra-trace-id": randomUUID(),
      "dev-id": "dev",
    };
    const { status } = await deliver(gateway, body, { ...stamp, ...headers });
    if (status !== 200) throw new Error(`${JSON.stringify(body).slice(0, 200)} was answered ${status}.`);
  };
  for (const one of [adaGarmin, adaOura, bobGarmin, bobOura]) {
    await send(authOf(one));
    for (const body of recordsOf(one)) await send(body);
  }
  for (const one of [adaLab, bobLab]) for (const body of labReportsOf(one)) await send(body);
  await leave(send, gateway);
  await send(recordsOf(nobody)[0] ?? {});
  for (const one of [adaGarmin, bobGarmin, bobOura]) await transfer(send, one);
  for (const one of [adaGarmin, bobOura]) await send(noticeOf("connection_error", one));
  for (const one of [adaOura, bobGarmin]) await send(noticeOf("google_no_datasource", one));
  for (const one of [adaGarmin, bobGarmin]) await send(failedAuthOf(one));
  for (const one of [adaOura, bobOura])
    await send({ ...recordBody(one, {}), type: "daily", data: textOf(one, "nonsense") });
  await send({
    type: "healthcheck",
    status: "well",
    creation_timestamp: "2026-01-15T08:00:00+00:00",
    trend_percentage: 3,
    sent_webhooks_last_hour: 5,
  });
  await move(send);
  const url = host.serve("/payload", recordBody(bobGarmin, { type: "daily", data: [] }));
  await send({ type: "s3_payload", status: "success", expires_in: 300, url, user: userOf(bobGarmin) });
  const query = '{ deliveries(types: ["s3_payload"], states: [APPLIED]) { totalCount } }';
  const isFetched = async () =>
    (await read<{ deliveries: { totalCount: number } }>(gateway, query)).deliveries.totalCount > 0;
  for (let tries = 0; !(await isFetched()); tries += 1) {
    if (tries > 300) throw new Error("The payload was not fetched within fifteen seconds.");
    await sleep(50);
  }
}

type Send = (body: object, headers?: Record<string, string>) => Promise<void>;

// Before anything else is in trouble: whatever is not ACTIVE then goes.
async function leave(send: Send, gateway: TestGateway): Promise<void> {
  await send(authOf(erased));
  for (const body of recordsOf(erased)) await send(body);
  await send({ type: "deauth", status: "success", user: userOf(erased) });
  const pool = openPool(gateway.databaseUrl, { max: 1, applicationName: "test", log: () => undefined });
  const inDays = (Date.now() + 100 * 86_400_000) * 1000;
  const kept = { DEAUTHENTICATED: 48, REVOKED: null, DEGRADED: null };
  await retireConnections(openDatabase<Database>(pool), kept, inDays).finally(() => pool.end());
}

async function move(send: Send): Promise<void> {
  const former = { ...moved, person: "ada" } as const;
  await send(authOf(former));
  for (const body of recordsOf(former)) await send(body);
  const [old_user, new_user] = [userOf(former), { ...userOf(moved), user_id: `${moved.terraUserId}-again` }];
  await send({ type: "user_reauth", status: "warning", old_user, new_user, message: textOf(moved, "moved") });
}

function userOf({ person, provider, terraUserId }: Account) {
  const created_at = "2000-01-01T00:00:00+00:00";
  return {
    user_id: terraUserId,
    provider,
    reference_id: person === "nobody" ? null : referenceIdOf(person),
    created_at,
    scopes: "all",
  };
}

function authOf(one: Account): object {
  return { type: "auth", status: "success", user: userOf(one), widget_session_id: textOf(one, "widget") };
}

function noticeOf(type: string, one: Account): object {
  return { type, status: "warning", user: userOf(one), message: textOf(one, type) };
}

function failedAuthOf(one: Account): object {
  const reference_id = referenceIdOf(one.person);
  return {
    type: "auth",
    status: "error",
    user: null,
    reference_id,
    message: textOf(one, "no"),
    reason: "auth_cancelled",
  };
}

function recordsOf(one: Account): object[] {
  return Object.entries(SAMPLES).map(([model, name]) => {
    const { athlete, data, type } = JSON.parse(sampleText(name)) as Body;
    const planted = athlete
      ? { athlete: plant(one, model, athlete) }
      : { data: plantedList(one, model, data ?? []) };
    return recordBody(one, { type, ...planted });
  });
}

// Paths of the catalogue begin within an element. A leaf that no release knows may say anything.
function plantedList(one: Account, model: string, data: Json): object {
  const elements = (data as Json[]).map((element) => plant(one, model, element) as object);
  const samples = (elements[0] as { heart_rate_data?: { detailed?: { hr_samples?: object[] } } })
    .heart_rate_data?.detailed?.hr_samples;
  for (const sample of samples ?? []) Object.assign(sample, { mystery: textOf(one, "mystery") });
  if (model === "Daily") Object.assign(elements[0] ?? {}, { unheard_of: textOf(one, "unheard of") });
  return elements;
}

function recordBody(one: Account, body: object): object {
  return { user: userOf(one), version: "2022-03-16", ...body };
}

function labReportsOf(one: Account): object[] {
  return LAB_SAMPLES.map((name) => {
    const { type, data, ...facts } = JSON.parse(sampleText(name)) as Body;
    const reference_id = referenceIdOf(one.person);
    const report = plant(one, "LabReport", data ?? null) as object;
    return { type, ...(plant(one, "LabReport", facts) as object), data: { ...report, reference_id } };
  });
}

async function transfer(send: Send, one: Account): Promise<void> {
  const reference = `request-of-${one.terraUserId}`;
  const about = { user: userOf(one), reference };
  await send({ type: "large_request_processing", status: "processing", ...about });
  const retrying_at = "2026-01-15T08:00:00+00:00";
  const range = { start_date: `${one.year}-01-01`, end_date: `${one.year}-02-01` };
  await send({ type: "rate_limit_hit", ...range, ...about, retrying_at }, { "terra-reference": reference });
  await send({ type: "large_request_sending", ...about, expected_payloads: 2 });
  const metadata = {
    start_time: `${one.year}-06-01T00:00:00+00:00`,
    end_time: `${one.year}-06-02T00:00:00+00:00`,
  };
  // What does not fit is noted, and nobody is told what it was.
  const data = [{ metadata, distance_data: { steps: textOf(one, "many") } }];
  await send(recordBody(one, { type: "daily", data }), { "terra-reference": reference });
}
