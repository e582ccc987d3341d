/** How ingest is doing. It holds nothing: each field is read when it is asked for. */
import "reflect-metadata";
import { ObjectType } from "type-graphql";

@ObjectType({ description: "How the taking of Terra's deliveries is doing, now." })
export class IngestStatus {}
