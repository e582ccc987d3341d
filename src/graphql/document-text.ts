/** How long a document may be as a text, and what its length costs where fields of it fail. */
import { type DocumentNode, visit } from "graphql";
import { TerrariumError } from "../errors.ts";
import type { Limits } from "./limits.ts";

/** More than anybody writes to a token: long values are variables. */
const CHARACTERS_A_TOKEN = 25;

/**
 * GraphQL looks for the line of each mistake from the beginning of the text, so that padding costs as much as there are
 * mistakes. @throws TerrariumError QUERY_TOO_COMPLEX
 */
export function checkText(text: string, { maxTokens }: Limits): void {
  const characters = maxTokens * CHARACTERS_A_TOKEN;
  if (text.length > characters) throw tooLong("characters", characters, text.length);
  const lines = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  if (lines > maxTokens) throw tooLong("lines", maxTokens, lines);
}

/** Fields that fail in thousands of rows say in which, by their path, and no more where in the text. */
export function forgetPlaces(document: DocumentNode): void {
  visit(document, {
    enter(node) {
      Object.assign(node, { loc: undefined });
    },
  });
}

function tooLong(what: string, limit: number, came: number): TerrariumError {
  return new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `A document may have ${limit} ${what}; this one has ${came}. Give long values as variables, or ask for less at once.`,
  );
}
