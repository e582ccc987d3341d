/** The kinds of viewers, each with what it may in plain words: from these, and not from the policy, the test expects. */
import { setTimeout as sleep } from "node:timers/promises";
import { SignJWT } from "jose";
import type { TestGateway } from "../../gateway.ts";
import { read } from "../../graphql-client.ts";
import { createKey, revokeKey } from "../key-client.ts";
import { type Person, referenceIdOf } from "./world.ts";

export type Rights = {
  reads: boolean;
  operates: boolean;
  administers: boolean;
  /** Null: everybody's, as in the next two. */
  people: readonly Person[] | null;
  providers: readonly string[] | null;
  recordTypes: readonly string[] | null;
  /** Sees pseudonyms of this study. */
  study: string | null;
  grants: readonly string[];
  /** Whose cursors they are that it gets; null: cursors are open. */
  cursorsOf: string | null;
};

export type KindOfViewer = {
  name: string;
  /** Whose data it sees, in the table. */
  rows: string;
  /** Null: it is not let in. */
  rights: Rights | null;
  /** Gives it what it comes with. */
  enter(gateway: TestGateway): Promise<string>;
  /** What it is told of itself. */
  says: Record<string, unknown>;
};

export const AUTH = {
  authJwtSecret: "a secret of the app's issuer, of 32 bytes and more",
  authIssuer: "https://issuer.example/",
  authAudiences: ["https://terrarium.example"],
};

const HOUR = 3_600_000;
const EXPIRES = Math.floor((Date.now() + HOUR) / 1000) * 1000;
/** By which the clocks of the issuer and the gateway may differ. */
const SKEW = 60_000;

const GRANTS = ["IDENTITY", "PLACE", "DEVICE"];
const nothing: Rights = {
  reads: false,
  operates: false,
  administers: false,
  people: null,
  providers: null,
  recordTypes: null,
  study: null,
  grants: GRANTS,
  cursorsOf: null,
};
const reader: Rights = { ...nothing, reads: true };
const operator: Rights = { ...nothing, operates: true };
const admin: Rights = { ...reader, operates: true, administers: true };

/** A key that is narrowed and granted as its rights say. */
function byKey(name: string, rights: Rights, scopes: readonly string[]): KindOfViewer {
  const { people, providers, recordTypes, study, grants } = rights;
  const referenceIds = people?.map(referenceIdOf) ?? null;
  const given = { name, referenceIds, providers, recordTypes, study, grants: study === null ? [] : grants };
  return {
    name,
    rows: (people ?? providers ?? recordTypes ?? ["all"]).join(),
    rights,
    says: saysOf(name, kindOf(scopes), rights, scopes),
    enter: async (gateway) => (await createKey(gateway, given, [...scopes])).key,
  };
}

function analyst(name: string, study: string, grants: readonly string[] = []): KindOfViewer {
  return byKey(name, { ...reader, study, grants, cursorsOf: `study ${study}` }, ["ANALYSE"]);
}

function byToken(name: string, referenceId: string, people: readonly Person[]): KindOfViewer {
  const rights: Rights = { ...reader, people, cursorsOf: referenceId };
  const says = { ...saysOf(null, "USER", rights, []), expiresAt: new Date(EXPIRES + SKEW).toISOString() };
  return { name, rows: people.length > 0 ? "own" : "none", rights, says, enter: () => tokenOf(referenceId) };
}

function nobody(name: string, enter: KindOfViewer["enter"]): KindOfViewer {
  return { name, rows: "none", rights: null, says: {}, enter };
}

async function revokedKey(gateway: TestGateway): Promise<string> {
  const made = await createKey(gateway);
  await revokeKey(gateway, made);
  return made.key;
}

async function expiredKey(gateway: TestGateway): Promise<string> {
  const expiresAt = new Date(Date.now() + 1_000).toISOString();
  const { key } = await createKey(gateway, { expiresAt });
  await sleep(1_100);
  return key;
}

async function tokenOf(sub: string): Promise<string> {
  const { authJwtSecret: secret, authIssuer: iss, authAudiences: aud } = AUTH;
  return new SignJWT({ iss, aud, sub, exp: EXPIRES / 1000 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(Buffer.from(secret));
}

function kindOf(scopes: readonly string[]): string {
  if (scopes.includes("ADMIN")) return "ADMIN";
  if (scopes.includes("OPERATE")) return "OPERATOR";
  return scopes.includes("ANALYSE") ? "ANALYST" : "READER";
}

function saysOf(
  name: string | null,
  kind: string,
  rights: Rights,
  scopes: readonly string[],
): Record<string, unknown> {
  const { people, providers, recordTypes, study, grants } = rights;
  const isNarrowedToUsers = people !== null;
  return { kind, name, scopes, isNarrowedToUsers, providers, recordTypes, study, grants, expiresAt: null };
}

/** A key of one person, by our id of them. */
function byKeyOf(name: string, person: Person): KindOfViewer {
  const rights: Rights = { ...reader, people: [person] };
  const enter = async (gateway: TestGateway) => {
    const query = "query ($referenceId: String!) { user(referenceId: $referenceId) { id } }";
    const { user } = await read<{ user: { id: string } }>(gateway, query, {
      referenceId: referenceIdOf(person),
    });
    return (await createKey(gateway, { name, userIds: [user.id] })).key;
  };
  return { name, rows: person, rights, enter, says: saysOf(name, "READER", rights, ["READ"]) };
}

export const kindsOfViewers: readonly KindOfViewer[] = [
  {
    name: "admin",
    rows: "all",
    rights: admin,
    says: saysOf(null, "ADMIN", admin, ["ADMIN"]),
    enter: async ({ adminKey }) => adminKey,
  },
  byKey("admin by key", admin, ["ADMIN"]),
  byKey("operator", operator, ["OPERATE"]),
  byKey("operator + reader", { ...reader, operates: true }, ["OPERATE", "READ"]),
  byKey("operator, narrowed", { ...operator, providers: ["GARMIN"] }, ["OPERATE"]),
  byKey("reader", reader, ["READ"]),
  byKey("reader of ada", { ...reader, people: ["ada"] }, ["READ"]),
  byKeyOf("reader of bob, by id", "bob"),
  byKey("reader of GARMIN", { ...reader, providers: ["GARMIN"] }, ["READ"]),
  byKey("reader of SLEEP", { ...reader, recordTypes: ["SLEEP"] }, ["READ"]),
  analyst("analyst, study 1", "one"),
  analyst("analyst, study 2", "two"),
  analyst("analyst + PLACE", "one", ["PLACE"]),
  analyst("analyst + all", "one", GRANTS),
  byToken("ada, by token", referenceIdOf("ada"), ["ada"]),
  byToken("bob, by token", referenceIdOf("bob"), ["bob"]),
  byToken("a stranger", "stranger@app", []),
  nobody("without a key", async () => ""),
  nobody("revoked key", revokedKey),
  nobody("expired key", expiredKey),
];
