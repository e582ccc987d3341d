// Made by `npm run codegen` from the schema and its operations. Do not edit.
/** The types of an operation's result and variables, as GraphQL's tools write them down. */
export type DocumentTypeDecoration<Result, Variables> = {
  __apiType?: (variables: Variables) => Result;
};

/** An operation that knows the types of its result and its variables. `graphql.ts` has those of schema/operations. */
export type Operation<Result, Variables> = DocumentTypeDecoration<Result, Variables> & {
  toString(): string;
  /** The operation's hash, by which a gateway may know it; persisted-documents.json has those of schema/operations. */
  __meta__?: Record<string, unknown> | undefined;
};

/** The arguments behind an operation: its variables may be left out where none is required. */
export type Arguments<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

/** The variables of an operation that can begin behind a cursor. */
export type Resumable = { after?: string | null | undefined };
