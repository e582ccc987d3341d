/** Everything that can be asked of two people's data: each root field, for all and for one by one. */
import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { type Row, valuesOf } from "./row.ts";
import { ruleOf } from "./rules.ts";
import { type Selections, selectionsOf } from "./selections.ts";
import type { Rights } from "./viewers.ts";
import { referenceIdOf } from "./world.ts";

export type Question = {
  root: string;
  query: string;
  variables?: Record<string, unknown>;
  /** What the admin has there, by the name in the answer. */
  wanted: Record<string, unknown>;
};

export type Questions = {
  /** All rows at once: what they bring to the admin is what others are compared with. */
  lists: readonly string[];
  ofList(root: string): string;
  ofTransfer(reference: string): Omit<Question, "wanted">;
  /** One by one, by ids as the viewer knows them. */
  ofRows(everything: Everything, nameOf: (id: string) => string): Question[];
};

/** What the admin sees, by root field. */
export type Everything = ReadonlyMap<string, Row>;

/** Roots that find one row, by what. */
const ONE = ["user", "connection", "healthRecord", "delivery", "transfer"];
/** Of one operation. */
const MOST_AT_ONCE = 25;

export function questionsOn(schema: GraphQLSchema): Questions {
  const query = schema.getQueryType();
  if (!isObjectType(query)) throw new Error("The schema has no queries.");
  const selections = selectionsOf(schema);
  const type = (name: string) => schema.getType(name) as GraphQLObjectType;
  const isPage = (root: string) => query.getFields()[root]?.args.some(({ name }) => name === "first");
  return {
    lists: Object.keys(query.getFields()).filter((name) => !ONE.includes(name)),
    ofList: (root) => `{ ${selections.field(query, root, isPage(root) ? "(first: 1000)" : "")} }`,
    ofTransfer,
    ofRows: (everything, nameOf) => [
      ...rowsOf(everything, "users").map((row) => byReference(row, nameOf)),
      ...byId(
        "user",
        rowsOf(everything, "users").map(valuesOf),
        () => selections.of(type("User"), "values"),
        nameOf,
      ),
      ...byId(
        "connection",
        rowsOf(everything, "connections").map(valuesOf),
        () => selections.of(type("Connection"), "values"),
        nameOf,
      ),
      ...byId(
        "healthRecord",
        someOf(recordsOf(everything)),
        (row) => recordOf(selections, row, type),
        nameOf,
      ),
      ...byId(
        "delivery",
        someOf(rowsOf(everything, "deliveries")),
        () => selections.of(type("Delivery")),
        (id) => id,
      ),
      ...rowsOf(everything, "transfers").map((row) => ({
        ...ofTransfer(row.reference ?? ""),
        wanted: { transfer: row },
      })),
    ],
  };

  function ofTransfer(reference: string) {
    const query = `query ($reference: String!) { transfer(reference: $reference) ${selections.of(type("Transfer"))} }`;
    return { root: "transfer", query, variables: { reference } };
  }

  function byReference(row: Row, nameOf: (id: string) => string): Question {
    const referenceId = row.referenceId ?? null;
    const given = JSON.stringify(referenceId === null ? referenceIdOf("nobody") : nameOf(referenceId));
    const wanted = { user: referenceId === null ? null : valuesOf(row) };
    return {
      root: "user",
      query: `{ user(referenceId: ${given}) ${selections.of(type("User"), "values")} }`,
      wanted,
    };
  }
}

export function rowsOf(everything: Everything, root: string): Row[] {
  return everything.get(root)?.nodes ?? [];
}

/** Of every type, each with all that its own list shows. */
export function recordsOf(everything: Everything): Row[] {
  return [...everything.keys()].flatMap((root) =>
    rowsOf(everything, root).filter((row) => "revision" in row && root !== "healthRecords"),
  );
}

export function isForViewer(rights: Rights | null, root: string, on = "Query"): boolean {
  if (rights === null) return false;
  const { reads, operates, administers, people, providers, recordTypes } = rights;
  const isOfAll = people === null && providers === null && recordTypes === null;
  switch (ruleOf(on, root)) {
    case "FOR_READERS":
      return reads;
    case "FOR_OPERATORS":
      return operates;
    case "FOR_OPERATORS_OF_ALL":
      return operates && isOfAll;
    case "FOR_ADMINS":
      return administers && isOfAll;
    default:
      return true;
  }
}

function recordOf(selections: Selections, row: Row, type: (name: string) => GraphQLObjectType): string {
  return `{ ... on ${row.__typename} ${selections.of(type(row.__typename))} }`;
}

/** One of each type of each person's. */
function someOf(rows: readonly Row[]): Row[] {
  const groups = Map.groupBy(rows, ({ type, state, user }) => [type, state, user?.id].join());
  return [...groups.values()].flatMap(([first]) => first ?? []);
}

function byId(
  root: string,
  rows: readonly Row[],
  selectionOf: (row: Row) => string,
  nameOf: (id: string) => string,
): Question[] {
  return Array.from({ length: Math.ceil(rows.length / MOST_AT_ONCE) }, (_, i) => {
    const some = rows.slice(i * MOST_AT_ONCE, (i + 1) * MOST_AT_ONCE);
    const fields = some.map(
      (row, n) => `r${n}: ${root}(id: ${JSON.stringify(nameOf(row.id ?? ""))}) ${selectionOf(row)}`,
    );
    const wanted = Object.fromEntries(some.map((row, n) => [`r${n}`, row]));
    return { root, query: `{ ${fields.join("\n")} }`, wanted };
  });
}
