/** Brings something of every kind into a gateway by its webhook: the life of two people, of whom ada has two accounts. */
import { auth, reauth, tell } from "../connections/terra-life.ts";
import type { TestGateway } from "../gateway.ts";
import { deliver, sampleText } from "../terra-client.ts";

/** Terra's words for all types of records but lab reports, which have a shape of their own. */
export const TERRA_TYPES = [
  ...["activity", "athlete", "body", "daily", "health_observation", "hormone", "menstruation", "nutrition"],
  ...["planned_workout", "sleep"],
];

export type Account = { terraUserId: string; referenceId: string; provider: string };

export const ADA_GARMIN: Account = { terraUserId: "ada-garmin", referenceId: "ada", provider: "GARMIN" };
export const ADA_OURA: Account = { terraUserId: "ada-oura", referenceId: "ada", provider: "OURA" };
export const BOB_GARMIN: Account = { terraUserId: "bob-garmin", referenceId: "bob", provider: "GARMIN" };
export const ACCOUNTS = [ADA_GARMIN, ADA_OURA, BOB_GARMIN];

export async function fill(gateway: TestGateway, accounts: readonly Account[] = ACCOUNTS): Promise<void> {
  for (const account of accounts) await fillAccount(gateway, account);
  await expectStored(deliver(gateway, sampleText("healthcheck__schema-full-coverage")));
}

async function fillAccount(gateway: TestGateway, account: Account): Promise<void> {
  const { terraUserId, referenceId, provider } = account;
  const made = { reference: referenceId, provider };
  // What two ids get at once before Terra says that they are one leaves an id that is another's now.
  await tell(gateway, [
    auth(`${terraUserId}-old`, { at: 1, ...made }),
    auth(terraUserId, { at: 2, ...made }),
  ]);
  await tell(gateway, [reauth(`${terraUserId}-old`, terraUserId, { at: 3, ...made })]);
  for (const type of TERRA_TYPES) await send(gateway, account, `${type}__schema-full-coverage`);
  await send(gateway, account, "lab_report.completed__schema-full-coverage");
  await send(gateway, account, "large_request_processing__openapi-2026-07");
  const failed = { type: "auth", status: "error", reason: "auth_cancelled", user: userOf(account) };
  await expectStored(deliver(gateway, { ...failed, reference_id: referenceId }));
}

type Body = {
  type: string;
  user?: object;
  data?: object;
  reference?: string;
};

async function send(gateway: TestGateway, account: Account, sample: string): Promise<void> {
  const body: Body = JSON.parse(sampleText(sample));
  if (body.user || !body.type.startsWith("lab_report")) body.user = userOf(account);
  else body.data = { ...body.data, session_id: account.terraUserId, reference_id: account.referenceId };
  if (body.reference !== undefined) body.reference = `transfer of ${account.terraUserId}`;
  await expectStored(deliver(gateway, body));
}

function userOf({ terraUserId, referenceId, provider }: Account) {
  return { user_id: terraUserId, reference_id: referenceId, provider };
}

async function expectStored(answer: Promise<Response>): Promise<void> {
  const { status } = await answer;
  if (status !== 200) throw new Error(`A delivery was answered ${status}.`);
}
