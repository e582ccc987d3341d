/** What GraphQL's scalars are in Python: read from an answer, and given as a variable. */
type PythonScalar = { read: string; given: string; decode?: string };

const TEXT: PythonScalar = { read: "str", given: "str" };

const SCALARS: Record<string, PythonScalar> = {
  ID: TEXT,
  String: TEXT,
  Int: { read: "int", given: "int" },
  Float: { read: "float", given: "float" },
  Boolean: { read: "bool", given: "bool" },
  JSON: { read: "Any", given: "Any" },
  Date: { read: "datetime.date", given: "DayLike", decode: "day_from" },
  DateTime: { read: "datetime.datetime", given: "InstantLike", decode: "instant_from" },
};

export function pythonScalar(name: string): PythonScalar {
  const scalar = SCALARS[name];
  if (!scalar)
    throw new Error(`Scalar ${name} has no Python form yet: add it to schema/codegen/python-scalars.ts.`);
  return scalar;
}
