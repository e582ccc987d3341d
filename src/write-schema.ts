import { readFile, writeFile } from "node:fs/promises";
import { createSchema, sdlOf } from "./graphql/schema.ts";
import { resolvers } from "./resolvers.ts";

const path = "schema/schema.graphql";

/** Writes the schema's text to its place in the project, and says where that is. */
export async function writeSchema(): Promise<string> {
  await writeFile(path, await schemaText());
  return path;
}

/** Whether the schema's text in the project is the schema's. */
export async function schemaIsCurrent(): Promise<boolean> {
  return (await readFile(path, "utf8").catch(() => "")) === (await schemaText());
}

/** The schema as text, as it is committed. */
export async function schemaText(): Promise<string> {
  return sdlOf(await createSchema(resolvers));
}
