/** A series as clients read it: in columns by Terra's names, its times as offsets against the first of them. */
import { Field, Float, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { SeriesName } from "./series.ts";

@ObjectType({ description: "One column of a series: a value for each sample.", simpleResolvers: true })
export class SeriesColumn {
  @Field(() => String, {
    description:
      "Terra's name of the value. A pair gives two columns, `...[0]` and `...[1]`. The name of the times themselves " +
      "stands for a column with the texts of those times that `start` and `offsets` cannot express.",
  })
  name!: string;

  @Field(() => String, { nullable: true, description: "The unit of the numbers; null where they have none." })
  unit!: string | null;

  @Field(() => [Float], {
    nullable: "itemsAndList",
    description: "The numbers; of codes, the codes as sent.",
  })
  numbers!: (number | null)[] | null;

  @Field(() => [String], {
    nullable: "itemsAndList",
    description: "The texts; of codes, their names, null for unknown ones.",
  })
  texts!: (string | null)[] | null;
}

@ObjectType("Series", { description: "One sample array of a record.", simpleResolvers: true })
export class Series {
  @Field(() => SeriesName, { description: "What was sampled." })
  name!: SeriesName;

  @Field(() => Boolean, { description: "Whether each sample is a running total: then never sum them." })
  cumulative!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "The first sample's time, with its offset as sent; null where no sample has a readable time.",
  })
  start!: string | null;

  @Field(() => [Float], {
    nullable: "itemsAndList",
    description:
      "Each sample's time, in seconds after `start`; null for a sample without a readable time, and altogether where " +
      "the samples have no times.",
  })
  offsets!: (number | null)[] | null;

  @Field(() => [SeriesColumn], { description: "The values." })
  columns!: SeriesColumn[];
}
