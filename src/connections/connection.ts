/** One account of a person at one provider, through all the ids that Terra has given it. */
import "reflect-metadata";
import type { ColumnType, Generated } from "kysely";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar, JsonScalar } from "../graphql/scalars.ts";
import type { StoredFacts } from "./stored-facts.ts";

export const ConnectionStatus = {
  ACTIVE: "ACTIVE",
  DEGRADED: "DEGRADED",
  REVOKED: "REVOKED",
  DEAUTHENTICATED: "DEAUTHENTICATED",
} as const;
export type ConnectionStatus = keyof typeof ConnectionStatus;

registerEnumType(ConnectionStatus, {
  name: "ConnectionStatus",
  description: "The states of a connection.",
  valuesConfig: {
    ACTIVE: { description: "Data can come." },
    DEGRADED: {
      description: "The provider reported trouble; data or a new authentication makes it ACTIVE again.",
    },
    REVOKED: {
      description: "The person withdrew access at the provider. Final, until they authenticate again.",
    },
    DEAUTHENTICATED: { description: "It was disconnected. Final, until the person authenticates again." },
  },
});

/** A jsonb column: parsed when it is read, a text when it is written. */
type Json<Value> = ColumnType<Value, string | undefined, string>;

export type ConnectionsTable = {
  connections: {
    id: string;
    userId: string;
    terraUserId: string;
    provider: Generated<string>;
    status: Generated<ConnectionStatus>;
    scopes: Json<string[]>;
    statusSince: Generated<string>;
    referenceId: string | null;
    devId: string | null;
    notice: Json<ConnectionNotice | null>;
    facts: Json<StoredFacts>;
    lastDataAt: string | null;
    createdAt: Generated<string>;
  };
  /** Every terraUserId that a connection ever had, and its place in the chain of them. */
  terraUserIds: {
    terraUserId: string;
    connectionId: string;
    generation: Generated<number>;
    createdMicros: string | null;
    chain: string | null;
  };
  terraUserLinks: { oldId: string; newId: string; clockMicros: string | null };
  connectionAliases: { id: string; connectionId: string };
  erasedIds: { hash: Buffer; erasedAt: Generated<string> };
  connectionEvents: {
    connectionId: string;
    at: string;
    id: string;
    kind: string;
    terraUserId: string;
    details: Json<Record<string, unknown>>;
  };
};

@ObjectType({
  description: "What the app should ask of the person, such as to connect again.",
  simpleResolvers: true,
})
export class ConnectionNotice {
  @Field(() => String, { description: "What kind of notice, by the type of Terra's event." })
  type!: string;

  @Field(() => DateTimeScalar, { description: "When it was given." })
  at!: string;

  @Field(() => String, { nullable: true, description: "Terra's words for it, if it sent any." })
  message!: string | null;
}

@ObjectType({
  description: "One account of a person at one provider. It keeps its id for life.",
  simpleResolvers: true,
})
export class Connection {
  /** The row's own key; the opaque id of it is a field resolver. */
  id!: string;
  userId!: string;

  @Field(() => String, {
    description:
      "Terra's id of the account (Terra says user). It changes when the person authenticates again.",
  })
  terraUserId!: string;

  @Field(() => String, { description: "The provider, such as GARMIN; UNKNOWN until Terra has named it." })
  provider!: string;

  @Field(() => ConnectionStatus, { description: "Whether data can be expected." })
  status!: ConnectionStatus;

  @Field(() => [String], {
    description: "What the person has granted, in the provider's words; empty where unknown.",
  })
  scopes!: string[];

  @Field(() => DateTimeScalar, { description: "When the gateway first heard of the connection." })
  createdAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When data last came for it. Null before the first.",
  })
  lastDataAt!: string | null;

  @Field(() => ConnectionNotice, {
    nullable: true,
    description: "What the app should ask of the person. Null where nothing is wanted.",
  })
  notice!: ConnectionNotice | null;
}

@ObjectType({ description: "One entry in the history of a connection.", simpleResolvers: true })
export class ConnectionEvent {
  /** The row's own key: the last part of its cursor. */
  id!: string;

  @Field(() => DateTimeScalar, { description: "When it happened, by Terra's clock where it gave one." })
  at!: string;

  @Field(() => String, { description: "What happened, by the type of Terra's event." })
  kind!: string;

  @Field(() => String, { description: "Terra's id of the account that the event spoke of." })
  terraUserId!: string;

  @Field(() => JsonScalar, { description: "What else was said: an object, empty where nothing was." })
  details!: Record<string, unknown>;
}
