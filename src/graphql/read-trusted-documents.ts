/** Reads the manifest of trusted documents, once, at the start. */
import { readFile } from "node:fs/promises";
import { type GraphQLSchema, parse, specifiedRules, type ValidationRule, validate } from "graphql";
import { z } from "zod";
import { TerrariumError } from "../errors.ts";
import { factsOf } from "../log.ts";
import { bareHash, hashOf, type TrustedDocuments } from "./trusted-documents.ts";

const manifest = z.record(z.string(), z.string());

/** @throws TerrariumError BAD_SETTING with a line that says what is wrong with the file. */
export async function readTrustedDocuments(
  path: string,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
): Promise<TrustedDocuments> {
  const entries = Object.entries(manifestIn(await textOf(path), path));
  for (const [hash, text] of entries) {
    const wrong = whatIsWrong(hash, text, schema, rules);
    if (wrong) throw unusable(`${path}: ${hash} ${wrong}`);
  }
  return new Map(entries.map(([hash, text]) => [bareHash(hash), text]));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw unusable(`${path} cannot be read (${factsOf(error)["code"]})`);
  }
}

function manifestIn(text: string, path: string): Record<string, string> {
  try {
    return manifest.parse(JSON.parse(text));
  } catch {
    throw unusable(`${path} is no JSON object of documents by their hashes`);
  }
}

function whatIsWrong(
  hash: string,
  text: string,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
): string | undefined {
  if (bareHash(hash) !== hashOf(text)) return `is not the SHA-256 of its document, which is ${hashOf(text)}`;
  try {
    const [error] = validate(schema, parse(text), [...specifiedRules, ...rules]);
    return error && `does not fit the schema: ${error.message}`;
  } catch (error) {
    return `cannot be parsed: ${error instanceof Error ? error.message : "it is no document"}`;
  }
}

function unusable(what: string): TerrariumError {
  return new TerrariumError(
    "BAD_SETTING",
    `TERRARIUM_TRUSTED_DOCUMENTS: ${what}; wanted: a manifest such as client/typescript/persisted-documents.json.`,
  );
}
