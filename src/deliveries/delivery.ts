/** One HTTP request from Terra, as it came. */
import "reflect-metadata";
import type { ColumnType, Generated } from "kysely";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";

export const DeliveryState = {
  APPLIED: "APPLIED",
  PENDING: "PENDING",
  FAILED: "FAILED",
  IGNORED: "IGNORED",
} as const;
export type DeliveryState = keyof typeof DeliveryState;

registerEnumType(DeliveryState, {
  name: "DeliveryState",
  description: "What became of a delivery.",
  valuesConfig: {
    APPLIED: { description: "Its content is in the records." },
    PENDING: { description: "It is stored, and will be tried again without anybody's doing." },
    FAILED: { description: "It is stored, and needs a person or a release: see `error`." },
    IGNORED: { description: "It was not to be kept." },
  },
});

/** A column of JSON: parsed when it is read, a text when it is written. */
type Json<Value> = ColumnType<Value, string | undefined, string>;

export type DeliveriesTable = {
  deliveries: {
    receivedAt: string;
    id: string;
    type: string | null;
    state: DeliveryState;
    error: string | null;
    notes: Json<string[]>;
    attempts: Generated<number>;
    repeats: Generated<number>;
    reference: string | null;
    /** Which payload of its reference it is: a chunk's number, or the hash of its body. */
    payload: string | null;
    traceId: string | null;
    devId: string | null;
    orderingMicros: string | null;
    /** The clock of what it states: the ordering header, or else what its body says. */
    clockMicros: string | null;
    terraUserId: string | null;
    connectionId: string | null;
    /** The delivery whose payload was fetched, where this is that payload. */
    parentId: string | null;
    /** When a PENDING one is tried next. */
    nextTryAt: string | null;
    headers: Json<Record<string, unknown>>;
    hash: Buffer;
    secret: number;
    bytes: number;
    encoding: number;
    body: Buffer;
  };
  deliveryKeys: { hash: Buffer; traceId: string; receivedAt: string; deliveryId: string };
};

@ObjectType({ description: "One HTTP request from Terra, as it came.", simpleResolvers: true })
export class Delivery {
  /** The row's own key, together with `receivedAt`; the opaque id of both is a field resolver. */
  id!: string;
  connectionId!: string | null;
  parentId!: string | null;

  @Field(() => DateTimeScalar, { description: "When it came." })
  receivedAt!: string;

  @Field(() => String, {
    nullable: true,
    description: "The type of Terra's event, such as `sleep`. Null where it had none.",
  })
  type!: string | null;

  @Field(() => DeliveryState, { description: "What became of it." })
  state!: DeliveryState;

  @Field(() => String, {
    nullable: true,
    description: "Why it is PENDING or FAILED, or why an attempt failed.",
  })
  error!: string | null;

  @Field(() => [String], {
    description: "What was odd about it but did not stop it: values that did not fit, an old signature.",
  })
  notes!: string[];

  @Field(() => Int, { description: "How often it was tried to be applied." })
  attempts!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it is tried next, of one that is PENDING.",
  })
  nextTryAt!: string | null;

  @Field(() => Int, { description: "How often the same delivery came again; copies are counted, not kept." })
  repeats!: number;

  @Field(() => String, { nullable: true, description: "The reference of the transfer that it belongs to." })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: "Terra's trace id." })
  traceId!: string | null;

  @Field(() => String, { nullable: true, description: "The dev-id that it came for." })
  devId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Terra's id of the account that it speaks of. Null where it speaks of none.",
  })
  terraUserId!: string | null;

  @Field(() => Int, { description: "The size of its body in bytes." })
  bytes!: number;
}
