/** The types that lead from the roots of a schema, so that none is forgotten. */
import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from "graphql";

export type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/** Over fields, interfaces and their implementations. */
export function reachableTypes(schema: GraphQLSchema): Map<string, FieldsType> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return typesFrom(schema, roots.filter(isObjectType));
}

export function typesFrom(
  schema: GraphQLSchema,
  roots: readonly FieldsType[],
  mayPass: (type: FieldsType) => boolean = () => true,
): Map<string, FieldsType> {
  const found = new Map<string, FieldsType>();
  const waiting = [...roots];
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (found.has(type.name)) continue;
    found.set(type.name, type);
    const next = Object.values(type.getFields()).map((field) => getNamedType(field.type));
    const kin = isInterfaceType(type) ? schema.getPossibleTypes(type) : type.getInterfaces();
    for (const one of [...next, ...kin])
      if ((isObjectType(one) || isInterfaceType(one)) && mayPass(one)) waiting.push(one);
  }
  return found;
}
