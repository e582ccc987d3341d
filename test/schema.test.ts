import { readFileSync } from "node:fs";
import { isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../src/graphql/schema.ts";
import { resolvers } from "../src/resolvers.ts";
import { schemaText } from "../src/write-schema.ts";

const committed = new URL("../schema/schema.graphql", import.meta.url);

test("the committed schema is the one that the code makes: `npm run schema` writes it", async () => {
  expect(readFileSync(committed, "utf8")).toBe(await schemaText());
});

test("every type, field and argument says what it means", async () => {
  const schema = await createSchema(resolvers);
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !builtIn.has(type.name),
  );
  const places = own.flatMap((type) => [...(roots.has(type.name) ? [] : [type]), ...fieldsOf(type)]);
  expect(places.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([]);
});

const builtIn = new Set(["ID", "String", "Int", "Float", "Boolean"]);
const roots = new Set(["Query", "Mutation", "Subscription"]);

function fieldsOf(type: unknown): { name: string; description: string | null | undefined }[] {
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, description }) => ({
      name: `${type.name}.${name}`,
      description,
    }));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, description, args }) => [
    { name: `${type.name}.${name}`, description },
    ...args.map((arg) => ({ name: `${type.name}.${name}(${arg.name})`, description: arg.description })),
  ]);
}
