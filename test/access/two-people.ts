/** A gateway with ada's and bob's data, of whom attackers are one, or neither. */
import { SignJWT } from "jose";
import type { Config } from "../../src/settings.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { deliver } from "../terra-client.ts";
import { AUDIENCE, ISSUER } from "./issuer.ts";
import type { Target } from "./key-client.ts";

export type TwoPeople = TestGateway & {
  /** The gateway, asked by this person's token. */
  as(referenceId: string): Promise<Target>;
  sendNight(night: Night): Promise<void>;
};

export type Night = { of: string; account?: string; provider?: string; id?: string; restingBpm?: number };

const SECRET = "a secret of at least thirty-two bytes";

/** What leads to bob: as an admin sees it. */
export type Ids = {
  user: string;
  connection: string;
  record: string;
  delivery: string;
  reference: string;
  referenceId: string;
};

/** In answers only where bob's data is. */
export const BOBS_BPM = 47.625;
export const BOBS_REFERENCE = "d3f1a9c2-6b1e-4f0a-8f21-9e5b2c7a4d10";

export async function openTwoPeople(overrides: Partial<Config> = {}): Promise<TwoPeople> {
  const gateway = await openTestGateway({
    authJwtSecret: SECRET,
    authIssuer: ISSUER,
    authAudiences: [AUDIENCE],
    ...overrides,
  });
  const people: TwoPeople = {
    ...gateway,
    as: async (referenceId) => ({ url: gateway.url, adminKey: await tokenOf(referenceId) }),
    sendNight: (night) => sendNight(gateway, night),
  };
  await people.sendNight({ of: "ada" });
  await people.sendNight({ of: "bob", restingBpm: BOBS_BPM });
  const user = { user_id: "account-bob", provider: "OURA", reference_id: "bob" };
  const chunks = { type: "large_request_processing", status: "success", user, expected_payloads: 3 };
  await deliver(gateway, chunks, { "terra-reference": BOBS_REFERENCE });
  return people;
}

function tokenOf(sub: string): Promise<string> {
  return new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(SECRET));
}

async function sendNight(
  gateway: TestGateway,
  { of, account = `account-${of}`, provider = "OURA", id = `night-${of}`, restingBpm = 61 }: Night,
): Promise<void> {
  const { status } = await deliver(gateway, {
    type: "sleep",
    user: { user_id: account, provider, reference_id: of },
    data: [
      {
        metadata: {
          start_time: "2026-01-14T23:10:00+01:00",
          end_time: "2026-01-15T06:55:00+01:00",
          summary_id: id,
        },
        heart_rate_data: { summary: { resting_hr_bpm: restingBpm } },
      },
    ],
  });
  if (status !== 200) throw new Error(`A night of ${of} was answered ${status}.`);
}

export async function idsOf(gateway: Target, referenceId: string): Promise<Ids> {
  type Night = { id: string; connection: { id: string }; delivery: { id: string } };
  type Found = { user: { id: string; sleeps: { nodes: Night[] } } };
  const query = `query ($of: String!) {
    user(referenceId: $of) { id sleeps { nodes { id connection { id } delivery { id } } } }
  }`;
  const { user } = await read<Found>(gateway, query, { of: referenceId });
  const [night] = user.sleeps.nodes;
  if (!night) throw new Error(`${referenceId} has no night.`);
  return {
    user: user.id,
    connection: night.connection.id,
    record: night.id,
    delivery: night.delivery.id,
    reference: BOBS_REFERENCE,
    referenceId,
  };
}
