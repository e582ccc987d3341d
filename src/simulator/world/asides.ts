/** What Terra sends that is of no account in use: healthchecks, and people who do not get far with connecting one. */
import type { TerraEvent } from "../../terra/payloads/terra-event.ts";
import { diceFor } from "./dice.ts";
import { VERSION } from "./payloads/introduction-payloads.ts";
import type { Person } from "./person.ts";
import { utcText, wallText } from "./terra-clock.ts";
import { uuidFor } from "./uuid-for.ts";
import { DAY, HOUR } from "./zone.ts";

/** Of a person's try at a provider, or of nobody. */
export type Aside = {
  emittedAt: number;
  person: Person | null;
  provider: string;
  terraUserId: string;
  body: TerraEvent;
};

export function asidesBetween(people: readonly Person[], from: number, to: number): Aside[] {
  return [...healthchecks(from, to), ...people.flatMap((person) => tries(person, from, to))];
}

const CHECKED_EVERY = 6 * HOUR;

function healthchecks(from: number, to: number): Aside[] {
  const checks: Aside[] = [];
  for (let at = Math.ceil(from / CHECKED_EVERY) * CHECKED_EVERY; at < to; at += CHECKED_EVERY) {
    const dice = diceFor(at, "healthcheck");
    const body: TerraEvent = {
      type: "healthcheck",
      status: "normal",
      creation_timestamp: utcText(at).replace("T", " "),
      trend_percentage: dice.whole(-20, 20),
      sent_webhooks_last_hour: dice.whole(1, 60),
    };
    checks.push({ emittedAt: at, person: null, provider: "", terraUserId: "healthcheck", body });
  }
  return checks;
}

const TRIED_EVERY_DAYS = 12;

// Of Google they have nothing there; or they turn back on the way.
function tries(person: Person, from: number, to: number): Aside[] {
  const period = TRIED_EVERY_DAYS * DAY;
  const asides: Aside[] = [];
  for (let turn = Math.floor(from / period); turn * period < to; turn++) {
    const dice = diceFor(person.referenceId, turn, "try");
    const at = Math.floor((turn + dice.between(0, 0.9)) * TRIED_EVERY_DAYS * 86_400) * 1000;
    const kind = dice.pick(["google", "cancelled"]);
    if (kind === "google") asides.push(...withoutSource(person, at, turn));
    if (kind === "cancelled") asides.push(cancelled(person, at));
  }
  return asides.filter(({ emittedAt }) => emittedAt >= from && emittedAt < to);
}

function withoutSource(person: Person, at: number, turn: number): Aside[] {
  const terraUserId = uuidFor(person.referenceId, "GOOGLE", turn);
  const user = {
    user_id: terraUserId,
    provider: "GOOGLE",
    reference_id: person.referenceId,
    scopes: "fitness.activity.read",
    active: true,
    created_at: utcText(at),
    last_webhook_update: null,
  };
  const aside = (emittedAt: number, body: TerraEvent): Aside => ({
    emittedAt,
    person,
    provider: "GOOGLE",
    terraUserId,
    body,
  });
  return [
    aside(at, {
      type: "auth",
      status: "success",
      message: "User has successfully authenticated",
      user: { ...user, created_at: wallText(at) },
      reference_id: person.referenceId,
      widget_session_id: uuidFor(terraUserId, "widget session"),
      version: VERSION,
    }),
    aside(at + 2_000, {
      type: "google_no_datasource",
      status: "warning",
      message: "User has no data source at Google Fit",
      user: { ...user, last_webhook_update: utcText(at) },
      version: VERSION,
    }),
  ];
}

function cancelled(person: Person, at: number): Aside {
  const terraUserId = uuidFor(person.referenceId, "cancelled", at);
  const body: TerraEvent = {
    type: "auth_cancelled",
    status: "error",
    reason: "access_denied",
    reference_id: person.referenceId,
  };
  return { emittedAt: at, person, provider: "", terraUserId, body };
}
