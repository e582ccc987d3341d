import "reflect-metadata";
import { ArgsType, Field, Int } from "type-graphql";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./pages.ts";

/** Which slice of a list is asked for. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `How many rows at most, from 0 to ${MAX_PAGE_SIZE}; otherwise BAD_USER_INPUT.`,
  })
  first!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A cursor of this list: the page begins behind its row. BAD_USER_INPUT if it is damaged or of another list.",
  })
  after!: string | null;
}
