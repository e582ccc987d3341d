import { ArgsType, Field, ID } from "type-graphql";
import { RecordType } from "../records/health-record.ts";
import { ChangeKind } from "./change.ts";
import type { DataEventsRequest } from "./subscribe-data-events.ts";

@ArgsType()
export class DataEventsArgs implements DataEventsRequest {
  @Field(() => [ID], { nullable: true, description: "Only what befell these users." })
  userIds?: string[] | null;

  @Field(() => [ChangeKind], { nullable: true, description: "Only events of these kinds." })
  types?: ChangeKind[] | null;

  @Field(() => [RecordType], {
    nullable: true,
    description: "Only RecordSaved and RecordDeleted, of records of these types.",
  })
  recordTypes?: RecordType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The cursor of the last event that was taken: everything behind it comes. START begins at the oldest event that " +
      "is kept. Without it, events come from now on.",
  })
  after?: string | null;
}
