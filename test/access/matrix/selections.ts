/** Selections of everything that can be selected, made from the schema. */
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from "graphql";
import type { FieldsType } from "./reachable.ts";

/** How much of a row: all that it has and a little of what it leads to, its own values, or what tells which it is. */
export type Extent = "whole" | "values" | "key";

/** Rows of their own, to which others lead. */
const ROWS = ["User", "Connection", "Delivery", "Transfer", "HealthRecord"];
/** A step of a workout may have steps. */
const MOST_INSIDE_ITSELF = 3;

export type Selections = {
  of(type: FieldsType, extent?: Extent): string;
  /** Of a field and what it leads to, with its arguments as given. */
  field(type: FieldsType, name: string, args?: string, extent?: Extent): string;
};

export function selectionsOf(schema: GraphQLSchema): Selections {
  const isRow = (type: FieldsType): boolean =>
    ROWS.includes(type.name) || type.getInterfaces().some(({ name }) => ROWS.includes(name));

  const select = (type: FieldsType, extent: Extent, outer: readonly string[]): string => {
    if (extent === "key") return `{ __typename ${keyOf(type)} }`;
    const fields = Object.values(type.getFields()).map((field) =>
      selectField(field, field.name, extent, outer),
    );
    return `{ __typename ${fields.join(" ")} ${isInterfaceType(type) ? kinds(type, extent, outer) : ""} }`;
  };

  // Fields of one name have different types in different records: each is called by its type too.
  const kinds = (type: FieldsType, extent: Extent, outer: readonly string[]): string => {
    if (!isInterfaceType(type)) return "";
    return schema
      .getPossibleTypes(type)
      .map((kind) => {
        const own = Object.values(kind.getFields()).filter(({ name }) => !(name in type.getFields()));
        const fields = own.map((field) =>
          selectField(field, `${kind.name}__${field.name}: ${field.name}`, extent, outer),
        );
        return `... on ${kind.name} { __typename ${fields.join(" ")} }`;
      })
      .join(" ");
  };

  const selectField = (
    field: GraphQLField<unknown, unknown>,
    shown: string,
    extent: Extent,
    outer: readonly string[],
  ): string => {
    const type = getNamedType(field.type);
    // A body is large, and the same wherever its delivery is shown.
    if (isLeafType(type)) return field.name === "body" && outer.length > 1 ? "" : shown;
    if (!isObjectType(type) && !isInterfaceType(type))
      throw new Error(`${type.name} cannot be selected yet.`);
    if (outer.filter((name) => name === type.name).length >= MOST_INSIDE_ITSELF) return "";
    const inner = [...outer, type.name];
    if (field.args.some(({ name }) => name === "first"))
      return extent === "whole" ? `${shown}(first: 1000) ${pageOf(type, inner)}` : "";
    if (!isRow(type)) return `${shown} ${select(type, extent, inner)}`;
    return extent === "whole" ? `${shown} ${select(type, "values", inner)}` : "";
  };

  const pageOf = (page: FieldsType, outer: readonly string[]): string => {
    const node = getNamedType(page.getFields()["nodes"]?.type);
    if (!isObjectType(node) && !isInterfaceType(node)) throw new Error(`${page.name} has no nodes.`);
    const rows = select(node, isRow(node) && node.name !== "Transfer" ? "key" : "values", [
      ...outer,
      node.name,
    ]);
    return `{ __typename totalCount pageInfo { __typename hasNextPage endCursor } nodes ${rows}
      edges { __typename cursor node { __typename ${keyOf(node)} } } }`;
  };

  const keyOf = (type: FieldsType): string =>
    ["id", "reference", "kind"].find((name) => name in type.getFields()) ?? "";

  return {
    of: (type, extent = "whole") => select(type, extent, [type.name]),
    field(type, name, args = "", extent = "whole") {
      const field = type.getFields()[name];
      const named = getNamedType(field?.type);
      if (!isObjectType(named) && !isInterfaceType(named))
        throw new Error(`${type.name}.${name} leads nowhere.`);
      const isPage = "edges" in named.getFields() && "nodes" in named.getFields();
      const within = isPage ? rootPage(named) : select(named, extent, [named.name]);
      return `${name}${args} ${within}`;
    },
  };

  function rootPage(page: FieldsType): string {
    const node = getNamedType(page.getFields()["nodes"]?.type);
    if (!isObjectType(node) && !isInterfaceType(node)) throw new Error(`${page.name} has no nodes.`);
    return `{ __typename totalCount pageInfo { __typename hasNextPage endCursor } nodes ${select(node, "whole", [node.name])}
      edges { __typename cursor node { __typename ${keyOf(node)} } } }`;
  }
}
