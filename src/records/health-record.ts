/** What every health record has, whatever its type: whose it is, when it was, which version of it is shown. */
import "reflect-metadata";
import { Field, Int, InterfaceType, registerEnumType } from "type-graphql";
import { DateScalar, DateTimeScalar } from "../graphql/scalars.ts";
import { isoOf, readTime } from "../terra/times.ts";

export const RecordType = {
  ACTIVITY: "ACTIVITY",
  ATHLETE: "ATHLETE",
  BODY: "BODY",
  DAILY: "DAILY",
  HEALTH_OBSERVATION: "HEALTH_OBSERVATION",
  HORMONE: "HORMONE",
  LAB_REPORT: "LAB_REPORT",
  MENSTRUATION: "MENSTRUATION",
  NUTRITION: "NUTRITION",
  PLANNED_WORKOUT: "PLANNED_WORKOUT",
  SLEEP: "SLEEP",
} as const;
export type RecordType = keyof typeof RecordType;

registerEnumType(RecordType, { name: "RecordType", description: "The types of health records." });

@InterfaceType("HealthRecord", {
  description: "What one provider measured of one person: a day, a night, a workout.",
  resolveType: (record: HealthRecord) => record.constructor.name,
})
export abstract class HealthRecord {
  @Field(() => RecordType, { description: "The type of the record." })
  readonly type!: RecordType;

  connectionId!: string;
  key!: string;
  startText!: string | null;
  endText!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned for; of a " +
      "lab report, when it was made. A time that came without an offset is given as if it were UTC; `utcOffset` is null then. " +
      "Terra: `metadata.start_time`.",
  })
  get startTime(): string | null {
    return isoText(this.startText);
  }

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it ended, written like `startTime`. Terra: `metadata.end_time`.",
  })
  get endTime(): string | null {
    return isoText(this.endText);
  }

  @Field(() => DateScalar, {
    nullable: true,
    description:
      "The person's own calendar day: of a night, the day of waking; of all else, the day it began. " +
      "Null for an athlete, and for a lab report without a date.",
  })
  localDate!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.",
  })
  utcOffset!: string | null;

  @Field(() => DateTimeScalar, { description: "When the gateway first stored this record." })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: "When its content last changed." })
  updatedAt!: string;

  @Field(() => Int, { description: "Counts the changes of its content, from 1." })
  revision!: number;
}

function isoText(text: string | null): string | null {
  const time = readTime(text);
  return time && isoOf(time);
}
