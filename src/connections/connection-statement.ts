/** What a delivery says about its connection: facts, each under a version of its own, joined like a record's sections. */
import { hash as digest } from "node:crypto";
import { ALL_TIME } from "../merge/pieces.ts";
import type { Sections } from "../merge/statement.ts";
import type { Version } from "../merge/version.ts";
import type { Envelope, TerraUser } from "../terra/envelope.ts";
import type { ConnectionStatus } from "./connection.ts";

/** The facts of a connection. A fact that is null is not stated, and overwrites nothing. */
export type Fact = "provider" | "scopes" | "referenceId" | "status";
export type Facts = Sections<unknown, Version>;

/** An entry for the connection's history. */
export type NewConnectionEvent = { kind: string; details: Record<string, unknown> };

export type ConnectionStatement = {
  terraUserId: string;
  facts: Facts;
  event: NewConnectionEvent | null;
  carriesData: boolean;
};

type Stamp = Omit<Version, "tie">;

const LATEST = Number.MAX_SAFE_INTEGER;

/** Null where the event makes nothing of a connection: a failed auth, or an event whose meaning is not known. */
export function connectionStatementOf(
  envelope: Envelope,
  user: TerraUser,
  stamp: Stamp,
): ConnectionStatement | null {
  if (envelope.type === "auth" && envelope.status !== "success") return null;
  const { terraUserId } = user;
  const facts: Facts = {
    ...fact("provider", user.provider, stamp),
    ...fact("scopes", user.scopes, stamp),
    ...fact("referenceId", envelope.referenceId, stamp),
  };
  switch (envelope.type) {
    case "auth":
      return {
        terraUserId,
        facts: { ...facts, ...status("ACTIVE", stamp) },
        event: eventOf(envelope),
        carriesData: false,
      };
    case "deauth":
      return {
        terraUserId,
        facts: { ...facts, ...status("DEAUTHENTICATED", finalStamp(stamp)) },
        event: eventOf(envelope),
        carriesData: false,
      };
    default:
      return { terraUserId, facts, event: null, carriesData: envelope.elements.length > 0 };
  }
}

function fact(name: Fact, value: unknown, stamp: Stamp): Facts {
  if (value === null || value === undefined) return {};
  const hash = digest("sha256", JSON.stringify(value), "hex").slice(0, 32);
  return { [name]: [{ ...ALL_TIME, version: { ...stamp, tie: [null, null, hash] }, content: value }] };
}

function status(value: ConnectionStatus, stamp: Stamp): Facts {
  return fact("status", value, stamp);
}

// A deauth is final unless an auth has a later clock; none is later than one that came without a clock.
function finalStamp(stamp: Stamp): Stamp {
  return { ...stamp, clockMicros: stamp.clockMicros ?? LATEST };
}

function eventOf(envelope: Envelope): NewConnectionEvent {
  const { type, message, widgetSessionId } = envelope;
  const details = { message, widgetSessionId };
  return {
    kind: type ?? "",
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)),
  };
}
