// Made by `npm run codegen` from the schema and its operations. Do not edit.
import { type Access, accessOf, type ClientOptions } from "./access.ts";
import { ask } from "./ask.ts";
import { documentOf } from "./document.ts";
import { eventsOf, type FollowOptions } from "./follow.ts";
import type { Arguments, Operation, Resumable } from "./operation.ts";
import { type NodeOf, type PageOf, pagesOf } from "./pages.ts";

export type QueryOptions = {
  /** Ends the request; what awaits it is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
};

/** An operation, where it has a page. */
type Paged<Result, Variables> = [PageOf<Result>] extends [never] ? never : Operation<Result, Variables>;

export type Client = {
  /** One request: the data of its answer. Throws an AnswerError where the answer has errors. */
  query<Result, Variables>(
    operation: Operation<Result, Variables>,
    ...given: Arguments<Variables, QueryOptions>
  ): Promise<Result>;
  /** The rows of a list, fetched a page at a time, as many at once as `first` says. */
  pages<Result, Variables extends Resumable>(
    operation: Operation<Result, Variables> & Paged<Result, Variables>,
    ...given: Arguments<Variables, QueryOptions>
  ): AsyncGenerator<NodeOf<Result>, void, undefined>;
  /** The pages themselves, each with its nodes and its cursor. */
  wholePages<Result, Variables extends Resumable>(
    operation: Operation<Result, Variables> & Paged<Result, Variables>,
    ...given: Arguments<Variables, QueryOptions>
  ): AsyncGenerator<PageOf<Result>, void, undefined>;
  /**
   * The events of a subscription, for as long as they are read. A connection that breaks is opened again behind the last
   * event. Keep the last `cursor`, and give it as `after`, to miss nothing over a restart either. Without `after` the
   * events begin when the subscription does, and, where it breaks before the first of them, when it is open again. A
   * reader may be slow: what it has not come to waits at the gateway.
   */
  follow<Event extends { readonly cursor: string }, Variables extends Resumable>(
    operation: Operation<{ readonly [field: string]: Event }, Variables>,
    ...given: Arguments<Variables, FollowOptions>
  ): AsyncGenerator<Event, void, undefined>;
};

/** A client of one gateway, with one key. It holds nothing that needs closing. */
export function createClient(options: ClientOptions): Client {
  const access = accessOf(options);
  return {
    query: (operation, ...[variables, given]) => request(access, operation, variables, given),
    wholePages: (operation, ...[variables, given]) => pages(access, operation, variables, given),
    pages: async function* (operation, ...[variables, given]) {
      for await (const { nodes } of pages(access, operation, variables, given)) yield* nodes;
    },
    follow: (operation, ...[variables, given]) =>
      eventsOf(access, { document: documentOf(operation, access), variables: { ...variables } }, given ?? {}),
  };
}

function pages<Result, Variables>(
  access: Access,
  operation: Operation<Result, Variables>,
  variables: Variables | undefined,
  options: QueryOptions | undefined,
) {
  return pagesOf((after) => request(access, operation, { ...variables, ...after }, options));
}

// The types of an operation are made from the schema that the gateway answers by.
async function request<Result, Variables>(
  access: Access,
  operation: Operation<Result, Variables>,
  variables: unknown,
  { signal }: QueryOptions = {},
): Promise<Result> {
  return (await ask(access, documentOf(operation, access), variables, signal)) as Result;
}
