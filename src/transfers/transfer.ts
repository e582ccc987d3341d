/** A data request to Terra, and what comes for it. */
import "reflect-metadata";
import type { ColumnType } from "kysely";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import type { StoredTransferFacts } from "./join-transfer.ts";

export const TransferStatus = {
  PROCESSING: "PROCESSING",
  SENDING: "SENDING",
  RATE_LIMITED: "RATE_LIMITED",
  COMPLETE: "COMPLETE",
  STALLED: "STALLED",
  QUIET: "QUIET",
  FAILED: "FAILED",
} as const;
export type TransferStatus = keyof typeof TransferStatus;

registerEnumType(TransferStatus, {
  name: "TransferStatus",
  description: "The states of a transfer.",
  valuesConfig: {
    PROCESSING: { description: "Terra has taken the request and fetches the data from the provider." },
    SENDING: { description: "Terra sends: payloads come, or are announced." },
    RATE_LIMITED: { description: "The provider asked Terra to wait: it tries again at `retryAt`." },
    COMPLETE: { description: "All payloads that Terra announced have come. Final." },
    STALLED: {
      description:
        "Payloads are missing, and none has come for an hour (after `retryAt`, where that is later). A later one makes " +
        "it SENDING again.",
    },
    QUIET: {
      description:
        "Terra has not said how many payloads to expect (for Garmin it cannot), and none has come for an hour: probably " +
        "all are here. A later one makes it SENDING again.",
    },
    FAILED: { description: "Terra refused the request. Only for requests that the gateway itself makes." },
  },
});

export type TransfersTable = {
  transfers: {
    reference: string;
    connectionId: string | null;
    /** A jsonb column: parsed when it is read, a text when it is written. */
    facts: ColumnType<StoredTransferFacts, string | undefined, string>;
    /** As it was told last; with time it may have become another. */
    status: TransferStatus;
    expected: number | null;
    leastExpected: number | null;
    received: number;
    retryAt: string | null;
    startDate: string | null;
    endDate: string | null;
    payloadClockMicros: string | null;
    lastPayloadAt: string | null;
    quietSince: string;
    startedAt: string;
    updatedAt: string;
  };
};

@ObjectType({
  description: "A request to Terra for more than a month of data, and the payloads that come for it.",
  simpleResolvers: true,
})
export class Transfer {
  /** The connection's own key; the connection is a field resolver. */
  connectionId!: string | null;

  @Field(() => String, {
    description: "Terra's reference of the request, which all that answers it carries.",
  })
  reference!: string;

  @Field(() => TransferStatus, { description: "How far it is." })
  status!: TransferStatus;

  @Field(() => Int, {
    nullable: true,
    description:
      "How many payloads will come in all, as Terra said last. Null until it has said so, and for Garmin, where it cannot. " +
      "Terra: `expected_payloads`.",
  })
  expectedPayloads!: number | null;

  @Field(() => Int, {
    description: "How many different payloads have come. One that came twice counts once.",
  })
  receivedPayloads!: number;

  @Field(() => DateTimeScalar, { description: "When the gateway first heard of it." })
  startedAt!: string;

  @Field(() => DateTimeScalar, { description: "When something last changed about it." })
  updatedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When a payload last came. Null before the first.",
  })
  lastPayloadAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "When Terra tries again, as it said at the last rate limit. Null where there was none. Terra: `retrying_at`.",
  })
  retryAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The beginning of the range that the last rate limit was about, as sent. Null where there was none. Terra: `start_date`.",
  })
  startDate!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The end of the range that the last rate limit was about, as sent. Null where there was none. Terra: `end_date`.",
  })
  endDate!: string | null;
}
