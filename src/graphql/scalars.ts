/** Times stay texts from the database to the answer: a JavaScript Date would lose their microseconds. */
import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import { TerrariumError } from "../errors.ts";

const instant =
  /^\d{4}-\d{2}-\d{2}[Tt ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?([Zz]|[+-](0\d|1[0-5]):?[0-5]\d)$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

export const DateTimeScalar = textScalar(
  "DateTime",
  "An instant, ISO-8601 with an offset, for example `2026-01-15T22:58:00.000000+01:00`.",
  isInstant,
  "an instant with an offset, such as 2026-01-15T22:58:00+01:00",
);

export const DateScalar = textScalar(
  "Date",
  "A calendar day where the person was, for example `2026-01-15`.",
  (text) => day.test(text) && isRealDay(text),
  "a day such as 2026-01-15",
);

export const JsonScalar = new GraphQLScalarType({
  name: "JSON",
  description: "Any JSON value, as it is.",
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** Whether a text is an instant that PostgreSQL takes, too. */
export function isInstant(text: string): boolean {
  return (
    instant.test(text) && isRealDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text.replace(" ", "T")))
  );
}

function textScalar(name: string, description: string, accepts: (text: string) => boolean, wanted: string) {
  const read = (value: unknown): string => {
    if (typeof value === "string" && accepts(value)) return value;
    throw new TerrariumError("BAD_USER_INPUT", `${name} wants ${wanted}; ${JSON.stringify(value)} came.`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: read,
    parseLiteral: (node: ValueNode) =>
      read(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node)),
  });
}

function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && text >= "0001" && date.toISOString().startsWith(text);
}
