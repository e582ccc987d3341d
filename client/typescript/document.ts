// Made by `npm run codegen` from the schema and its operations. Do not edit.
import type { Access } from "./access.ts";
import type { Operation } from "./operation.ts";

/** An operation's text, and its hash where that is sent in its place. */
export type Document = { text: string; hash: string | null };

export function documentOf<Result, Variables>(
  operation: Operation<Result, Variables>,
  { trustedDocuments }: Access,
): Document {
  const text = String(operation);
  if (!trustedDocuments) return { text, hash: null };
  const hash = operation.__meta__?.["hash"];
  if (typeof hash === "string") return { text, hash };
  throw new TypeError("An operation with a hash was wanted, one of graphql.ts; this one has none.");
}

/** The parts of a request that say what to run. Over a socket, a query has to be there. */
export function sent({ text, hash }: Document): { query: string; documentId?: string } {
  return hash === null ? { query: text } : { query: "", documentId: hash };
}
