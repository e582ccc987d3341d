/** What every list of records can be asked for, and the condition that it puts on their rows. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import { presentIds } from "../connections/former-ids.ts";
import { isoOfMicros } from "../database/instants.ts";
import { TerrariumError } from "../errors.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { DateScalar, DateTimeScalar } from "../graphql/scalars.ts";
import { readTime } from "../terra/times.ts";
import { isText } from "../text.ts";
import { RecordType } from "./health-record.ts";

export const Order = { NEWEST_FIRST: "NEWEST_FIRST", OLDEST_FIRST: "OLDEST_FIRST" } as const;
export type Order = keyof typeof Order;

registerEnumType(Order, {
  name: "Order",
  description: "By start, then type, then id. Records without a start come last in both orders.",
  valuesConfig: {
    NEWEST_FIRST: { description: "The latest start first." },
    OLDEST_FIRST: { description: "The earliest start first." },
  },
});

@InputType({
  description:
    "A stretch of time. It holds the records that overlap it; one of more than 7 days is found by its start only. " +
    "Either end may be left out. What has no start, as an athlete, is outside every stretch. Of deliveries it holds " +
    "those that came in it.",
})
export class TimeRange {
  @Field(() => DateTimeScalar, { nullable: true, description: "The beginning, included." })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "The end, not included." })
  to?: string | null;
}

@InputType({
  description: "The person's own days, by `localDate`, both ends included. Either end may be left out.",
})
export class DayRange {
  @Field(() => DateScalar, { nullable: true, description: "The first day." })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day." })
  to?: string | null;
}

/** The arguments of a list under a user or a connection. */
@ArgsType()
export class RecordArgs extends PageArgs {
  @Field(() => DayRange, {
    nullable: true,
    description: "Only these of the person's own days. With `time`, both hold.",
  })
  days?: DayRange | null;

  @Field(() => TimeRange, { nullable: true, description: "Only what overlaps this stretch of time." })
  time?: TimeRange | null;

  @Field(() => [String], { nullable: true, description: "Only these providers, such as GARMIN." })
  providers?: string[] | null;

  @Field(() => Order, { nullable: true, defaultValue: Order.NEWEST_FIRST, description: "Which come first." })
  order?: Order | null;
}

/** The arguments of a list of all that the viewer may see. */
@ArgsType()
export class AllRecordsArgs extends RecordArgs {
  @Field(() => [ID], { nullable: true, description: "Only of these users." })
  userIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Only of these connections." })
  connectionIds?: string[] | null;
}

@ArgsType()
export class RecordsOfTypesArgs extends RecordArgs {
  @Field(() => [RecordType], { nullable: true, description: "Only these types." })
  types?: RecordType[] | null;
}

@ArgsType()
export class AllRecordsOfTypesArgs extends AllRecordsArgs {
  @Field(() => [RecordType], { nullable: true, description: "Only these types." })
  types?: RecordType[] | null;
}

/** What a statement filters by: ids and instants as the database knows them. Absent parts hold for every row. */
export type RecordFilter = {
  userIds: string[] | null;
  connectionIds: string[] | null;
  providers: string[] | null;
  days: { from: string | null; to: string | null };
  time: { from: string | null; to: string | null };
};

/** The filter of a list's arguments. Throws BAD_USER_INPUT where a range ends before it begins. */
export function filterOf(args: Pick<RecordArgs, "days" | "time" | "providers">): RecordFilter {
  return {
    userIds: null,
    connectionIds: null,
    providers: args.providers?.filter(isText) ?? null,
    days: inOrder("days", boundOf(args.days?.from, dayOf), boundOf(args.days?.to, dayOf)),
    time: inOrder("time", boundOf(args.time?.from, instantOf), boundOf(args.time?.to, instantOf)),
  };
}

type Bound = { given: string; value: string };

function boundOf(given: string | null | undefined, read: (text: string) => string | null): Bound | null {
  if (given === null || given === undefined) return null;
  const value = read(given);
  if (value !== null) return { given, value };
  throw new TerrariumError(
    "BAD_USER_INPUT",
    `A time in the years 0001 to 9999 of UTC was wanted; ${given} came.`,
  );
}

function dayOf(text: string): string | null {
  return text.startsWith("0000") ? null : text;
}

// In UTC and of one length, so that texts compare as instants do, and PostgreSQL reads whatever offset was given.
function instantOf(text: string): string | null {
  const micros = readTime(text)?.instantMicros;
  if (micros === undefined || micros < FIRST_MICROS || micros > LAST_MICROS) return null;
  return isoOfMicros(micros);
}

const FIRST_MICROS = Date.parse("0001-01-01T00:00:00Z") * 1000;
const LAST_MICROS = Date.parse("9999-12-31T23:59:59Z") * 1000;

function inOrder(name: string, from: Bound | null, to: Bound | null) {
  if (from && to && from.value > to.value) {
    const came = `from ${from.given} to ${to.given}`;
    throw new TerrariumError("BAD_USER_INPUT", `${name} must not end before it begins; ${came} came.`);
  }
  return { from: from?.value ?? null, to: to?.value ?? null };
}

/** Whether records without a start can be among the filter's. */
export function allowsUndated({ time }: RecordFilter): boolean {
  return time.from === null && time.to === null;
}

/** The condition on a record's row, named `r`. */
export function recordCondition({ days, time }: RecordFilter): RawBuilder<SqlBool> {
  const conditions = [sql`not r.deleted`];
  if (days.from !== null) conditions.push(sql`r.local_date >= ${days.from}::date`);
  if (days.to !== null) conditions.push(sql`r.local_date <= ${days.to}::date`);
  if (time.to !== null) conditions.push(sql`r.start_instant < ${time.to}::timestamptz`);
  if (time.from !== null) conditions.push(reachesInto(time.from));
  return all(conditions);
}

// Overlap, with a bound on the start: without it every page would scan the whole past. The week is told in hours,
// since a day of an interval can have 23 or 25.
function reachesInto(from: string): RawBuilder<unknown> {
  return sql`r.start_instant > ${from}::timestamptz - interval '168 hours'
    and (r.end_instant > ${from}::timestamptz or r.start_instant >= ${from}::timestamptz)`;
}

/**
 * Cuts a record's row, named `r`, by whether its start is near the days asked for, so that an index by start finds
 * them: two conditions that never both hold, of which one does. Null where no days are asked for. A person's day
 * begins at most 16 hours from UTC's, and a sleep's is the day of waking; what is further off has an index of its
 * own, by the same expression.
 */
export function nearDays({
  days,
}: RecordFilter): { near: RawBuilder<SqlBool>; far: RawBuilder<SqlBool> } | null {
  if (days.from === null && days.to === null) return null;
  const conditions: RawBuilder<unknown>[] = [];
  if (days.from !== null)
    conditions.push(sql`r.start_instant >= (${days.from}::date - 2)::timestamp at time zone 'UTC'`);
  if (days.to !== null)
    conditions.push(sql`r.start_instant < (${days.to}::date + 2)::timestamp at time zone 'UTC'`);
  const near = all(conditions);
  return {
    near,
    far: sql<SqlBool>`((r.start_instant at time zone 'UTC')::date - r.local_date) not between -2 and 1 and not ${near}`,
  };
}

/** The condition on a connection's row, named `c`. */
export function connectionCondition({
  userIds,
  connectionIds,
  providers,
}: RecordFilter): RawBuilder<SqlBool> {
  const conditions = [sql`true`];
  if (userIds !== null) conditions.push(sql`c.user_id = any(${userIds}::uuid[])`);
  if (connectionIds !== null) conditions.push(sql`c.id = any(${presentIds(connectionIds)})`);
  if (providers !== null) conditions.push(sql`c.provider = any(${providers}::text[])`);
  return all(conditions);
}

function all(conditions: RawBuilder<unknown>[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
