/** What is shown of a connection, out of its facts. Pure. */
import { isoOfMicros } from "../database/instants.ts";
import type { Facts } from "../merge/facts.ts";
import type { Version } from "../merge/version.ts";
import type { ConnectionNotice, ConnectionStatus } from "./connection.ts";
import type { Happening } from "./connection-statement.ts";
import { factOf } from "./stored-facts.ts";

export type ConnectionState = {
  provider: string;
  status: ConnectionStatus;
  scopes: string[];
  referenceId: string | null;
  notice: ConnectionNotice | null;
};

/** Status and notice are those of the connection's newest id: what befell an older one is over. */
export function stateOf(facts: Facts, newestId: string): ConnectionState {
  const happened = (name: Happening) => happenedTo(newestId, facts, name);
  const standing = standingOf(happened);
  return {
    provider: (factOf(facts, "provider") as string | undefined) ?? "UNKNOWN",
    scopes: (factOf(facts, "scopes") as string[] | undefined) ?? [],
    referenceId: (factOf(facts, "referenceId") as string | undefined) ?? null,
    ...standing,
  };
}

type Happened = { version: Version; message: string | null };
type Find = (name: Happening) => Happened | null;

function happenedTo(id: string, facts: Facts, name: Happening): Happened | null {
  const piece = facts[name]?.[0];
  if (piece?.version.terraUserId !== id) return null;
  return { version: piece.version, message: (piece.content as { message: string | null }).message };
}

function standingOf(happened: Find): Pick<ConnectionState, "status" | "notice"> {
  const auth = happened("auth");
  const isEnded = (end: Happened | null) => end !== null && !(auth && revives(auth, end));
  // Whichever came first: Terra has forgotten the id, and a consent at the provider would bring nothing back.
  if (isEnded(happened("deauth"))) return { status: "DEAUTHENTICATED", notice: null };
  const revoked = happened("revoked");
  if (isEnded(revoked)) return { status: "REVOKED", notice: noticeOf("access_revoked", revoked) };
  const [error, data] = [happened("error"), happened("data")];
  if (error && !isLater(auth, error) && !isLater(data, error))
    return { status: "DEGRADED", notice: noticeOf("connection_error", error) };
  const noDatasource = happened("noDatasource");
  const isDry = noDatasource !== null && !isLater(data, noDatasource);
  return { status: "ACTIVE", notice: isDry ? noticeOf("google_no_datasource", noDatasource) : null };
}

// An end is final unless an authentication of the same id has a later clock. One without a clock is taken for the
// last that happened, but for an authentication that has none either and came later.
function revives(auth: Happened, end: Happened): boolean {
  if (end.version.clockMicros === null && auth.version.clockMicros !== null) return false;
  return isLater(auth, end);
}

function isLater(a: Happened | null, b: Happened | null): boolean {
  if (a === null || b === null) return a !== null;
  const [mine, theirs] = [a.version, b.version];
  if (mine.clockMicros === null && theirs.clockMicros === null)
    return mine.arrivedMicros > theirs.arrivedMicros;
  return (mine.clockMicros ?? Number.NEGATIVE_INFINITY) > (theirs.clockMicros ?? Number.NEGATIVE_INFINITY);
}

function noticeOf(type: string, happened: Happened | null): ConnectionNotice | null {
  if (happened === null) return null;
  const { version, message } = happened;
  return { type, at: isoOfMicros(version.clockMicros ?? version.arrivedMicros), message };
}
