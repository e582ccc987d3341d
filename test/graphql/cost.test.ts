/** What operations cost, and that those which we give out ourselves are far from the limit. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type DocumentNode, type GraphQLSchema, getIntrospectionQuery, Kind, parse } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { EXAMPLES } from "../../src/explorer/examples.ts";
import { type Costing, createCosting } from "../../src/graphql/cost.ts";
import { createSchema } from "../../src/graphql/schema.ts";
import { resolvers } from "../../src/resolvers.ts";

const { maxQueryCost } = readConfig({});

let schema: GraphQLSchema;
let costing: Costing;

beforeAll(async () => {
  schema = await createSchema(resolvers);
  costing = createCosting(schema);
});

function costOf(query: string, variableValues: Record<string, unknown> = {}, operationName?: string): number {
  return costing({ schema, document: parse(query), variableValues, operationName });
}

describe("an operation costs what it may bring", () => {
  test.each([
    ["{ viewer { kind } }", 1],
    ["{ __typename }", 0],
    ["{ users { nodes { id } } }", 50],
    ["{ users(first: null) { nodes { id } } }", 50],
    ["{ users(first: 0) { nodes { id } } }", 20],
    ["{ users(first: -5) { nodes { id } } }", 20],
    ["{ users(first: 2000000) { nodes { id } } }", 10_000],
    ["{ users(first: 7) { edges { node { connections { id } } } pageInfo { endCursor } totalCount } }", 77],
    [
      "{ users(first: 2) { nodes { connections { sleeps(first: 3) { nodes { id } } } } } }",
      2 * (1 + 10 * (1 + 20)),
    ],
    [
      "{ healthRecords(first: 10) { nodes { id series(names: [HEART_RATE, STEPS]) { columns { numbers } } } } }",
      410,
    ],
    ["{ healthRecords(first: 10) { nodes { series { name } } } }", 1_010],
    [
      "{ healthRecords(first: 10) { nodes { user { id } ... on Daily { user { id } } ... on Sleep { id } } } }",
      30,
    ],
    [
      "{ healthRecords(first: 10) { nodes { ... on Daily { user { id } } ... on Sleep { user { id } } } } }",
      20,
    ],
    ["{ healthRecords(first: 10) { nodes { ... on HealthRecord { ... { user { id } } } } } }", 20],
    ["{ activities(first: 10) { nodes { laps { steps: totalStrokes } } } }", 20],
    ["{ deliveries(first: 10) { nodes { body } } }", 110],
    ["{ deliveries(first: 10) { nodes { children { id } } } }", 110],
    ["{ users(first: 3) { nodes { ...a ...a } } } fragment a on User { connections { id } }", 3 * 21],
    ["subscription { dataEvents { ... on RecordSaved { record { series(names: [STEPS]) { name } } } } }", 22],
    ["mutation { replayDeliveries(filter: {}, first: 30) { applied deliveries { id } } }", 30],
  ])("%s: %i", (query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  test("by the variables that it is given, and those that it has by default", () => {
    const nested =
      "query ($n: Int = 20) { users(first: $n) { nodes { sleeps(first: $n) { nodes { id } } } } }";
    expect(costOf(nested)).toBe(20 * 21);
    expect(costOf(nested, { n: 3 })).toBe(3 * 21);
    expect(costOf(nested, { n: null })).toBe(50 * 51);
    const chosen =
      "query ($yes: Boolean!) { users @skip(if: $yes) { nodes { id } } viewer @include(if: $yes) { kind } }";
    expect(costOf(chosen, { yes: true })).toBe(1);
    expect(costOf(chosen, { yes: false })).toBe(50);
  });

  test("only the one that runs, of several", () => {
    const two = "query a { users { nodes { id } } } query b { viewer { kind } }";
    expect(costOf(two, {}, "a")).toBe(50);
    expect(costOf(two, {}, "b")).toBe(1);
    expect(costOf(two)).toBe(0);
    expect(costOf(two, {}, "c")).toBe(0);
  });

  test("and nothing where its variables are wrong, which its execution says", () => {
    expect(costOf("query ($n: Int!) { users(first: $n) { nodes { id } } }", { n: "many" })).toBe(0);
    expect(costOf("query ($n: Int!) { users(first: $n) { nodes { id } } }")).toBe(0);
  });

  test("also beside fields with arguments that are wrong, of which there may be hundreds", () => {
    const wrong = Array.from({ length: 200 }, () => "healthRecord(id: $id) { id }").join(" ");
    const query = `query ($id: ID = "x") { ${wrong} users { nodes { id } } }`;
    expect(costOf(query, { id: null })).toBe(50);
  });

  test("more with long arguments, for each row that they are read for", () => {
    const nested =
      "query ($of: [String!]) { users(first: 100) { nodes { sleeps(first: 1, providers: $of) { nodes { id } } } } }";
    expect(costOf(nested, { of: ["GARMIN"] })).toBe(2_100);
    expect(costOf(nested, { of: Array.from({ length: 10_000 }, () => "x".repeat(90)) })).toBe(
      100 * (1 + 20 + 49_991),
    );
  });
});

describe("operations of our own cost less than the default limit", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));

  test("those of the README and of the explorer", async () => {
    const readme = await readFile(`${root}/README.md`, "utf8");
    const queries = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
    expect(queries.length).toBeGreaterThan(3);
    for (const query of [...queries, ...EXAMPLES.map(({ operation }) => operation)]) {
      expect(costOf(query), query).toBeLessThan(maxQueryCost / 4);
    }
  });

  test("those of the clients, also with the largest pages", async () => {
    const folder = `${root}/schema/operations`;
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(`${folder}/${name}`, "utf8")),
    );
    const document = parse(texts.join("\n"));
    const names = operationNames(document);
    expect(names.length).toBeGreaterThan(10);
    for (const operationName of names) {
      // Where a variable is required and not given, the cost would not be counted.
      const variableValues = { first: 10_000, id: "x", reference: "x", referenceId: "x" };
      const cost = costing({ schema, document, operationName, variableValues });
      expect(cost, operationName).toBeGreaterThan(0);
      expect(cost, operationName).toBeLessThan(maxQueryCost);
    }
  });

  test("the question for the schema", () => {
    expect(costOf(getIntrospectionQuery())).toBeLessThan(maxQueryCost);
  });
});

function operationNames({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION && node.name ? [node.name.value] : [],
  );
}
