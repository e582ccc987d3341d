/** The schema, made of the resolver classes that the gateway gives: this door knows no room. */
import "reflect-metadata";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema, type NonEmptyArray } from "type-graphql";

// biome-ignore lint/complexity/noBannedTypes: TypeGraphQL's own type of a resolver class.
export type Resolvers = NonEmptyArray<Function>;

export function createSchema(resolvers: Resolvers): Promise<GraphQLSchema> {
  return buildSchema({ resolvers, validate: false, pubSub });
}

/** The schema as text, sorted, so that only what changed differs. */
export function sdlOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

// TypeGraphQL will not make subscriptions without one. Ours read the feed themselves and never come here.
const pubSub = {
  publish: () => {
    throw new TypeError("Nothing is published: a subscription reads the feed.");
  },
  subscribe: () => {
    throw new TypeError("Nothing is subscribed to by topic: give the subscription a subscribe of its own.");
  },
};
