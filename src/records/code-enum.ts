import { registerEnumType } from "type-graphql";

/** One of Terra's numbered lists, such as UploadType: the GraphQL enum and the code of each of its values. */
export type CodeEnum = {
  name: string;
  values: Record<string, string>;
  nameOf(code: number | null | undefined): string | null;
};

/** Declares a numbered list of Terra's once, as a GraphQL enum. Codes that it does not know have no name. */
export function codeEnum(name: string, description: string, codes: Record<string, number>): CodeEnum {
  const names = new Map(Object.entries(codes).map(([value, code]) => [code, value]));
  const values = Object.fromEntries(Object.keys(codes).map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries(codes).map(([value, code]) => [value, { description: `Terra's code ${code}.` }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return { name, values, nameOf: (code) => (code == null ? null : (names.get(code) ?? null)) };
}
