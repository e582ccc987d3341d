/** What a delivery says about its connection: facts, each under a version of its own, joined like a record's sections. */
import { hash as digest } from "node:crypto";
import type { ChainLink } from "../merge/chain.ts";
import type { Facts } from "../merge/facts.ts";
import type { Version } from "../merge/version.ts";
import type { Envelope, TerraUser } from "../terra/envelope.ts";
import { factPiece } from "./fact-piece.ts";

/**
 * The facts of a connection: what it is called and may do, and when each of the things last happened by which its
 * status goes. A fact that is null is not stated, and overwrites nothing.
 */
export type Fact = "provider" | "scopes" | "referenceId" | Happening;
export type Happening = "auth" | "deauth" | "revoked" | "error" | "noDatasource" | "data";

/** An entry for a history. */
export type HistoryEntry = { kind: string; atMicros: number; details: Record<string, unknown> };

export type ConnectionStatement = {
  terraUserId: string;
  facts: Facts;
  event: HistoryEntry | null;
  carriesData: boolean;
  /** When Terra made the id, of events that begin one. */
  createdMicros: number | null;
  /** Names the ids that are one chain: of an auth with success, its dev-id, provider and reference id, hashed. */
  chain: string | null;
  /** Said by a re-authentication: this id took the place of that one. */
  link: ChainLink | null;
};

export type Stamp = Omit<Version, "tie">;

const happenings: Record<string, Happening> = {
  auth: "auth",
  deauth: "deauth",
  access_revoked: "revoked",
  connection_error: "error",
  google_no_datasource: "noDatasource",
};

/** The types of events that are about a connection itself, and so must say which. */
export const LIFECYCLE_TYPES: ReadonlySet<string | null> = new Set([
  ...Object.keys(happenings),
  "permission_change",
  "user_reauth",
]);

/** Null where the event makes nothing of a connection: a failed auth. */
export function connectionStatementOf(
  envelope: Envelope,
  user: TerraUser,
  stamp: Stamp,
  devId: string | null,
): ConnectionStatement | null {
  const { type } = envelope;
  if (isFailedAuth(envelope)) return null;
  const carriesData = envelope.elements.length > 0 && !LIFECYCLE_TYPES.has(type);
  const happening = carriesData ? "data" : happenings[type ?? ""];
  const begins = type === "auth" || type === "user_reauth";
  return {
    terraUserId: user.terraUserId,
    facts: {
      ...factsOf(user, envelope.referenceId, stamp),
      ...(happening ? fact(happening, { message: carriesData ? null : envelope.message }, stamp) : {}),
    },
    event: LIFECYCLE_TYPES.has(type) ? entryOf(envelope, stamp) : null,
    carriesData,
    createdMicros: begins ? user.createdAtMicros : null,
    chain: type === "auth" ? chainOf(envelope, user, devId) : null,
    link: linkOf(envelope, stamp),
  };
}

/** What a re-authentication says of the id that ended with it; null where it names none. */
export function formerStatementOf(envelope: Envelope, stamp: Stamp): ConnectionStatement | null {
  const { formerUser: former, user } = envelope;
  if (!former || former.terraUserId === user?.terraUserId) return null;
  const own = {
    ...stamp,
    terraUserId: former.terraUserId,
    clockMicros: stamp.clockMicros ?? former.lastWebhookUpdateMicros,
  };
  return {
    terraUserId: former.terraUserId,
    facts: factsOf(former, former.referenceId, own),
    event: null,
    carriesData: false,
    createdMicros: former.createdAtMicros,
    chain: null,
    link: null,
  };
}

/** The entry that a failed authentication leaves in its person's history; null for every other event. */
export function failedAuthOf(envelope: Envelope, stamp: Stamp): HistoryEntry | null {
  return isFailedAuth(envelope) ? entryOf(envelope, stamp) : null;
}

/** Whether it is of an authentication that failed, of which no connection comes. */
export function isFailedAuth({ type, status }: Envelope): boolean {
  return type === "auth_cancelled" || (type === "auth" && status !== "success");
}

function factsOf({ provider, scopes }: TerraUser, referenceId: string | null, stamp: Stamp): Facts {
  return {
    ...fact("provider", provider, stamp),
    ...fact("scopes", scopes, stamp),
    ...fact("referenceId", referenceId, stamp),
  };
}

function fact(name: Fact, value: unknown, stamp: Stamp): Facts {
  if (value === null || value === undefined) return {};
  return { [name]: [factPiece(value, stamp)] };
}

// Without a provider, a reference or an age there is nothing to tell who connected again.
function chainOf({ referenceId }: Envelope, user: TerraUser, devId: string | null): string | null {
  if (referenceId === null || user.provider === null || user.createdAtMicros === null) return null;
  return digest("sha256", JSON.stringify([devId, user.provider, referenceId]), "hex");
}

function linkOf({ user, formerUser }: Envelope, { clockMicros }: Stamp): ChainLink | null {
  if (!user || !formerUser || formerUser.terraUserId === user.terraUserId) return null;
  return { from: formerUser.terraUserId, to: user.terraUserId, clockMicros };
}

function entryOf(envelope: Envelope, stamp: Stamp): HistoryEntry {
  const { type, message, reason, widgetSessionId, flowId, scopesAdded, scopesRemoved, formerUser } = envelope;
  const details = {
    ...{ message, reason, widgetSessionId, flowId, scopesAdded, scopesRemoved },
    formerTerraUserId: formerUser?.terraUserId ?? null,
  };
  return {
    kind: type ?? "",
    atMicros: stamp.clockMicros ?? stamp.arrivedMicros,
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)),
  };
}
