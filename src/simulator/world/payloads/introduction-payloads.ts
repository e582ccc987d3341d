import type { AthletePayload } from "../../../terra/payloads/athlete.ts";
import type { AthleteEvent, AuthEvent, TerraUserPayload } from "../../../terra/payloads/terra-event.ts";
import type { Account } from "../account.ts";
import type { Identity } from "../identity.ts";
import { ageOf } from "../person.ts";
import { utcText, wallText } from "../terra-clock.ts";
import { uuidFor } from "../uuid-for.ts";
import { DAY, dateText } from "../zone.ts";

export const VERSION = "2022-03-16";

/** Terra's `user` of an event; in an auth, `created_at` comes without an offset. */
export function terraUser(
  { person, connection }: Account,
  { terraUserId, since }: Identity,
  lastWebhookAt: number | null,
): TerraUserPayload {
  return {
    user_id: terraUserId,
    provider: connection.provider.name,
    reference_id: person.referenceId,
    scopes: connection.provider.scopes,
    active: true,
    created_at: utcText(since),
    last_webhook_update: lastWebhookAt === null ? null : utcText(lastWebhookAt),
  };
}

export function authEvent(
  account: Account,
  identity: Identity,
  lastWebhookAt: number | null = null,
): AuthEvent {
  const { referenceId } = account.person;
  return {
    type: "auth",
    status: "success",
    message: "User has successfully authenticated",
    user: { ...terraUser(account, identity, lastWebhookAt), created_at: wallText(identity.since) },
    reference_id: referenceId,
    widget_session_id: uuidFor(identity.terraUserId, "widget session"),
    version: VERSION,
  };
}

export function athleteEvent(account: Account, identity: Identity, lastWebhookAt: number): AthleteEvent {
  return {
    type: "athlete",
    athlete: athleteOf(account),
    user: terraUser(account, identity, lastWebhookAt),
    version: VERSION,
  };
}

function athleteOf({ person, connection }: Account): AthletePayload {
  const { city, state, country } = person.place;
  return {
    age: Math.floor(ageOf(person, connection.connectedAt / DAY)),
    country,
    bio: null,
    state,
    last_name: person.lastName,
    sex: person.sex,
    city,
    email: `${person.referenceId}@example.com`,
    date_of_birth: dateText(person.born),
    first_name: person.firstName,
    gender: person.sex,
    account_creation_date: dateText(Math.floor(connection.connectedAt / DAY) - 200),
    provider_user_id: uuidFor(connection.terraUserId, "provider").slice(0, 8),
  };
}
