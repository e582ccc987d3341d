/** The rule of every field of every type. One that has none fails the test, and so does a rule without a field. */
import type { Classes, FieldClass } from "./classes.ts";
import { recordRules } from "./record-rules.ts";

const page: Classes = { FOLLOW: "edges nodes pageInfo", COUNT: "totalCount" };
const edge: Classes = { FOLLOW: "node", CURSOR: "cursor" };
const event: Classes = { MEASUREMENT: "at", CURSOR: "cursor" };

const PAGED = `
  Activity ApiKey Athlete Body Connection ConnectionEvent Daily Delivery HealthObservation HealthRecord Hormone LabReport
  Menstruation Nutrition PlannedWorkout Sleep Transfer User UserEvent`;

const LISTS_OF_RECORDS = `
  activities athletes bodies dailies healthObservations healthRecords hormones labReports menstruations nutritions
  plannedWorkouts sleeps`;

const others: Record<string, Classes> = {
  Query: {
    FOR_READERS: `user users connection connections healthRecord transfer ${LISTS_OF_RECORDS}`,
    FOR_OPERATORS: "deliveries delivery",
    FOR_OPERATORS_OF_ALL: "ingestStatus",
    FOR_ADMINS: "apiKeys",
    FOR_ALL: "viewer",
  },
  Mutation: {
    FOR_OPERATORS: "replayDeliveries",
    FOR_ADMINS: "createApiKey updateApiKey revokeApiKey",
    FOR_ALL: "createTicket",
  },
  Subscription: { FOR_READERS: "dataEvents" },

  User: {
    PSEUDONYM: "id referenceId",
    MEASUREMENT: "createdAt",
    FOLLOW: `connections history ${LISTS_OF_RECORDS}`,
  },
  UserEvent: { MEASUREMENT: "at", SEEN: "kind", DETAILS: "details" },
  Connection: {
    PSEUDONYM: "id terraUserId",
    MEASUREMENT: "status createdAt lastDataAt",
    SEEN: "provider scopes",
    FOLLOW: `user notice history transfers ${LISTS_OF_RECORDS}`,
  },
  ConnectionNotice: { MEASUREMENT: "at", SEEN: "type", WORDS: "message" },
  ConnectionEvent: { MEASUREMENT: "at", SEEN: "kind", PSEUDONYM: "terraUserId", DETAILS: "details" },
  Transfer: {
    FOLLOW: "connection",
    SEEN: "reference startDate endDate",
    MEASUREMENT: "status expectedPayloads receivedPayloads startedAt updatedAt lastPayloadAt retryAt",
  },

  DataEvent: event,
  RecordSaved: {
    ...event,
    PSEUDONYM: "recordId",
    MEASUREMENT: "at recordType revision",
    FOLLOW: "connection record",
  },
  RecordDeleted: { ...event, PSEUDONYM: "recordId", MEASUREMENT: "at recordType", FOLLOW: "connection" },
  ConnectionChanged: { ...event, FOLLOW: "connection" },
  TransferProgressed: { ...event, FOLLOW: "transfer" },

  Delivery: {
    PSEUDONYM: "id",
    MEASUREMENT: "receivedAt state attempts nextTryAt repeats bytes",
    SEEN: "type error notes reference traceId devId terraUserId headers",
    BODY: "body",
    READERS: "connection",
    FOLLOW: "parent children",
  },
  DeliveryReplay: {
    MEASUREMENT: "applied failed ignored pending replayed skipped tookBack",
    FOLLOW: "deliveries pageInfo",
  },
  IngestStatus: {
    MEASUREMENT: `
      connectionsKeptAfterRevocation failedDeliveries isHealthcheckOverdue lastDeliveryAt oldestDeliveryAt oldestFailedAt
      oldestPendingAt pendingDeliveries queueBytes queueLength`,
    SEEN: "warnings",
    FOLLOW: "lastHealthcheck",
  },
  Healthcheck: { MEASUREMENT: "createdAt receivedAt sentWebhooksLastHour trendPercentage", SEEN: "status" },

  ApiKey: {
    PSEUDONYM: "id userIds",
    MEASUREMENT: "createdAt expiresAt grants recordTypes revokedAt scopes",
    MOMENT: "lastUsedAt",
    SEEN: "name prefix providers referenceIds study",
  },
  CreatedApiKey: { FOLLOW: "apiKey", SEEN: "key" },
  Ticket: { MEASUREMENT: "expiresAt", SEEN: "ticket" },
  Viewer: {
    VIEWER: "kind name scopes isNarrowedToUsers providers recordTypes study grants expiresAt",
    FOLLOW: "user",
  },
  PageInfo: { MEASUREMENT: "hasNextPage", CURSOR: "endCursor" },
};

const pages = wordsOf(PAGED).flatMap((name): [string, Classes][] => [
  [`${name}Page`, page],
  [`${name}Edge`, edge],
]);

/** By type and field. */
export const rules: ReadonlyMap<string, ReadonlyMap<string, FieldClass>> = new Map(
  Object.entries({ ...recordRules, ...others, ...Object.fromEntries(pages) }).map(([type, classes]) => [
    type,
    new Map(fieldsOf(classes)),
  ]),
);

export function ruleOf(type: string, field: string): FieldClass {
  const rule = rules.get(type)?.get(field);
  if (rule === undefined) throw new Error(`${type}.${field} has no rule: say in rules.ts who may see it.`);
  return rule;
}

function fieldsOf(classes: Classes): [field: string, name: FieldClass][] {
  return (Object.entries(classes) as [FieldClass, string][]).flatMap(([name, fields]) =>
    wordsOf(fields).map((field): [string, FieldClass] => [field, name]),
  );
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
