/** Every record of a gateway with all that it says, so that two gateways, or one at two times, can be compared. */
import { readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from "graphql";
import { read } from "../graphql-client.ts";

export type RecordFacts = Record<string, unknown> & { id: string; createdAt: string; updatedAt: string };

type Page = { nodes: RecordFacts[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const lists = {
  Activity: "activities",
  Athlete: "athletes",
  Body: "bodies",
  Daily: "dailies",
  Menstruation: "menstruations",
  Nutrition: "nutritions",
  Sleep: "sleeps",
};

const schema = buildSchema(readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"));

export async function allRecords(gateway: { url: string; adminKey: string }): Promise<RecordFacts[]> {
  const records: RecordFacts[] = [];
  for (const [type, list] of Object.entries(lists)) {
    const query = `query ($after: String) { page: ${list}(first: 1000, after: $after) {
      nodes { __typename ${selectionOf(schema, type)} } pageInfo { hasNextPage endCursor } } }`;
    let after: string | null = null;
    do {
      const { page }: { page: Page } = await read<{ page: Page }>(gateway, query, { after });
      records.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
  }
  return records.sort((one, other) => placeOf(one).localeCompare(placeOf(other)));
}

/** The records without what each gateway makes for itself. */
export function withoutOwn(records: readonly RecordFacts[]): Record<string, unknown>[] {
  return records.map(({ id, createdAt, updatedAt, ...facts }) => facts);
}

function placeOf({ __typename, connection, startTime, endTime }: RecordFacts): string {
  return JSON.stringify([__typename, connection, startTime, endTime]);
}

const whose = "connection { terraUserId provider status user { referenceId } }";

// All leaves, and the objects of lists such as meals; what leads away from the record is left out.
function selectionOf(from: GraphQLSchema, name: string): string {
  const type = from.getType(name) as GraphQLObjectType;
  const fields = Object.values(type.getFields()).map((field) => {
    const named = getNamedType(field.type);
    if (field.name === "connection") return whose;
    if (["user", "delivery"].includes(field.name)) return "";
    if (isLeafType(named)) return field.name;
    return isObjectType(named) ? `${field.name} { ${selectionOf(from, named.name)} }` : "";
  });
  return fields.join(" ");
}
