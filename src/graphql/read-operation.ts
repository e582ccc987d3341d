/** An operation as it stands in a request over HTTP: in its body, or in the address of a GET. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { TerrariumError } from "../errors.ts";
import type { OperationRequest } from "./checks.ts";

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? undefined);
const object = z.record(z.string(), z.unknown()).nullish();
const operationSchema = z.object({
  query: text,
  operationName: text,
  variables: object,
  extensions: object,
  documentId: z.unknown().optional(),
});
const addressSchema = z.record(z.string(), z.unknown());

/** @throws TerrariumError BAD_USER_INPUT */
export function readOperation({ method, body, query }: FastifyRequest): OperationRequest {
  const given = method === "GET" ? fromAddress(addressSchema.parse(query)) : body;
  const { data, error } = operationSchema.safeParse(given);
  if (data) return data;
  const part = error.issues[0]?.path[0];
  throw new TerrariumError(
    "BAD_USER_INPUT",
    part === undefined
      ? "A request is a JSON object with a query: this one is none."
      : `The request's ${String(part)} is wrong: query and operationName are texts, variables and extensions JSON objects.`,
  );
}

function fromAddress({ variables, extensions, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, variables: parsed(variables), extensions: parsed(extensions) };
}

// What is no JSON stays a text, which is refused.
function parsed(given: unknown): unknown {
  try {
    return typeof given === "string" ? JSON.parse(given) : given;
  } catch {
    return given;
  }
}
