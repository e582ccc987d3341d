// Made by `npm run codegen` from the schema and its operations. Do not edit.
export type { ClientOptions } from "./access.ts";
export { type Client, createClient, type QueryOptions } from "./client.ts";
export { type AnswerFault, AnswerError, HttpError, NetworkError, TerrariumError } from "./errors.ts";
export type { FollowOptions } from "./follow.ts";
export * from "./graphql.ts";
export type { Operation } from "./operation.ts";
export type { NodeOf, PageOf } from "./pages.ts";
