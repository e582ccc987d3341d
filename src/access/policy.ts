/**
 * The one place that decides who may read what: a viewer goes in, a condition for a table's rows comes out. Whoever
 * reads a person's data takes it from here. (PostgreSQL decides once more, by row security: see `settings-of-viewer.ts`.)
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import { TerrariumError } from "../errors.ts";
import type { RecordType } from "../records/health-record.ts";
import type { Privacy } from "../records/metric.ts";
import { Scope, type Viewer } from "./viewer.ts";

/**
 * True for the users, by that name in the reader's statement, that the viewer may read.
 * @throws TerrariumError FORBIDDEN where people are not for the viewer.
 */
export function mayReadUser(viewer: Viewer, users: string): RawBuilder<SqlBool> {
  requireReader(viewer);
  const { providers } = viewer.reach;
  const userId = sql.ref(`${users}.id`);
  if (providers === null) return isInReach(viewer, userId);
  return sql<SqlBool>`(${isInReach(viewer, userId)} and exists (
    select from connections own where own.user_id = ${userId} and ${isOneOf(providers, sql`own.provider`)}))`;
}

/**
 * True for the users of whom the viewer may read what befell the person and none of their connections. It is of some
 * provider and does not say of which.
 */
export function mayReadUserHistory(viewer: Viewer, users: string): RawBuilder<SqlBool> {
  const isReadable = mayReadUser(viewer, users);
  return viewer.reach.providers === null ? isReadable : sql<SqlBool>`false`;
}

/**
 * True for the connections, by that name in the reader's statement, that the viewer may read, and so for what came by
 * them. Where there is none, its nulls are for whoever may read everything.
 * @throws TerrariumError FORBIDDEN where people are not for the viewer.
 */
export function mayReadConnection(viewer: Viewer, connections: string): RawBuilder<SqlBool> {
  requireReader(viewer);
  return isConnectionInReach(viewer, connections);
}

/** Whether the viewer may read records of this type. */
export function mayReadType({ reach }: Viewer, type: RecordType): boolean {
  return reach.recordTypes === null || reach.recordTypes.includes(type);
}

/** Whether the viewer sees what gives this away about a person. */
export function maySee({ study }: Viewer, privacy: Privacy): boolean {
  return (
    study === null || privacy === "none" || study.grants.some((grant) => grant.toLowerCase() === privacy)
  );
}

/** Whether the viewer sees people as they are, and not by pseudonyms. */
export function seesPersons({ study }: Viewer): boolean {
  return study === null;
}

/**
 * True for the transfers that the viewer may read, by the connection as above: of one that is not known, whoever may
 * read everything. They name what Terra knows: none for analysts.
 */
export function mayReadTransfer(viewer: Viewer, connections: string): RawBuilder<SqlBool> {
  const isReadable = mayReadConnection(viewer, connections);
  if (!seesPersons(viewer)) return sql<SqlBool>`false`;
  if (reachesEverything(viewer)) return isReadable;
  return sql<SqlBool>`(${isReadable} and ${sql.ref(`${connections}.id`)} is not null)`;
}

/**
 * True for the changes that the viewer may be told of, by these names of them and of their connections as they are now:
 * of what they may read at this moment, and of what is gone, if it is gone from them. Transfers are as above.
 * @throws TerrariumError FORBIDDEN where people are not for the viewer.
 */
export function mayReadChange(viewer: Viewer, changes: string, connections: string): RawBuilder<SqlBool> {
  requireReader(viewer);
  const { providers, recordTypes } = viewer.reach;
  const of = (column: string) => sql.ref(`${changes}.${column}`);
  const now = (column: string) => sql.ref(`${connections}.${column}`);
  const isOfType = isOneOf(recordTypes, of("recordType"));
  const wasOfProvider = isOneOf(
    providers,
    sql`coalesce(terrarium_provider(${of("connectionId")}), ${of("provider")})`,
  );
  const isReadable = reachesEverything(viewer)
    ? sql`true`
    : sql`(${now("id")} is not null and ${wasInReach(viewer, now("userId"))} and ${isOneOf(providers, now("provider"))})`;
  return sql<SqlBool>`(${wasInReach(viewer, of("userId"))} and (${of("recordType")} is null or ${isOfType})
    and case ${of("kind")}
      when 'RECORD_SAVED' then ${isReadable}
      when 'TRANSFER_PROGRESSED' then ${seesPersons(viewer) ? isReadable : sql`false`}
      else ${wasOfProvider} end)`;
}

/** @throws TerrariumError FORBIDDEN where the viewer may not read the bodies of deliveries: they hold people's data. */
export function requireBodies(viewer: Viewer): void {
  if (mayOperate(viewer) && mayReadPeople(viewer)) return;
  throw forbidden("A body holds a person's data: ask with a key that has the scopes OPERATE and READ.");
}

/** Whether the viewer may read people's data at all. */
export function mayReadPeople({ kind, scopes }: Viewer): boolean {
  return (
    kind === "USER" || scopes.some((scope) => scope === "ADMIN" || scope === "READ" || scope === "ANALYSE")
  );
}

/** Whether the viewer may look at the gateway's own work: deliveries and their states. */
export function mayOperate({ scopes }: Viewer): boolean {
  return scopes.includes(Scope.ADMIN) || scopes.includes(Scope.OPERATE);
}

/** @throws TerrariumError FORBIDDEN where the viewer is no operator. */
export function requireOperator(viewer: Viewer): void {
  if (mayOperate(viewer)) return;
  throw forbidden("Deliveries are for operators: ask with a key that has the scope OPERATE.");
}

/** @throws TerrariumError FORBIDDEN where the viewer is no operator of everything: a status is not to be parted. */
export function requireOperatorOfAll(viewer: Viewer): void {
  if (mayOperate(viewer) && reachesEverything(viewer)) return;
  throw forbidden(
    "The status is for operators: ask with a key that has the scope OPERATE and is not narrowed.",
  );
}

/** True for the deliveries that the viewer may see, none for whoever is no operator. */
export function mayReadDelivery(viewer: Viewer): RawBuilder<SqlBool> {
  if (!mayOperate(viewer)) return sql<SqlBool>`false`;
  if (reachesEverything(viewer)) return sql<SqlBool>`true`;
  const { recordTypes } = viewer.reach;
  // A type of event is that of its records, or begins with it, as `lab_report.completed`.
  const isOfType = recordTypes
    ? sql`split_part(deliveries.type, '.', 1) = any(${recordTypes.map((type) => type.toLowerCase())}::text[])`
    : sql`true`;
  return sql<SqlBool>`(${isOfType} and exists (
    select from connections c where c.id = deliveries.connection_id
       and ${isConnectionInReach(viewer, "c")}))`;
}

/** @throws TerrariumError FORBIDDEN where the viewer is no admin of all. */
export function requireAdmin(viewer: Viewer): void {
  if (viewer.scopes.includes(Scope.ADMIN) && reachesEverything(viewer)) return;
  throw forbidden("Keys are for admins: ask with a key that has the scope ADMIN and is not narrowed.");
}

/** @throws TerrariumError FORBIDDEN where people's data is not for the viewer. */
export function requireReader(viewer: Viewer): void {
  if (mayReadPeople(viewer)) return;
  throw forbidden("People's data is not for this key: ask with one that has the scope READ or ANALYSE.");
}

function isConnectionInReach(viewer: Viewer, connections: string): RawBuilder<SqlBool> {
  const isOfPerson = isInReach(viewer, sql.ref(`${connections}.userId`));
  const isOfProvider = isOneOf(viewer.reach.providers, sql.ref(`${connections}.provider`));
  return viewer.reach.providers === null ? isOfPerson : sql<SqlBool>`(${isOfPerson} and ${isOfProvider})`;
}

function isOneOf(values: readonly string[] | null, value: Expression<unknown>): RawBuilder<SqlBool> {
  return values === null ? sql<SqlBool>`true` : sql<SqlBool>`${value} = any(${[...values]}::text[])`;
}

// PostgreSQL looks these users up once a statement.
function isInReach({ reach: { people } }: Viewer, userId: Expression<unknown>): RawBuilder<SqlBool> {
  if (people === null) return sql<SqlBool>`true`;
  const { userIds, referenceIds } = people;
  // An end user: found by one look at one index.
  const [one, ...others] = referenceIds;
  if (one !== undefined && others.length === 0 && userIds.length === 0)
    return sql<SqlBool>`${userId} = (select id from users where reference_id = ${one})`;
  return sql<SqlBool>`${userId} = any(array(
    select id from users where id = any(${[...userIds]}::uuid[]) or reference_id = any(${[...referenceIds]}::text[])))`;
}

/** Whether nothing narrows what the viewer may see. */
export function reachesEverything({ reach: { people, providers, recordTypes } }: Viewer): boolean {
  return people === null && providers === null && recordTypes === null;
}

// Not by a look at users: row security hides whom nothing is left of that the viewer may see, and takes its time.
function wasInReach({ reach: { people } }: Viewer, userId: Expression<unknown>): RawBuilder<SqlBool> {
  if (people === null) return sql<SqlBool>`true`;
  const { userIds, referenceIds } = people;
  return sql<SqlBool>`${userId} = any(coalesce((
    select terrarium_users(${[...userIds]}::uuid[], ${[...referenceIds]}::text[]))))`;
}

function forbidden(message: string): TerrariumError {
  return new TerrariumError("FORBIDDEN", message);
}
