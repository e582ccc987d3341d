/** How what an operation gives is written down in Python. */
import { docstring, indented, pythonName, refuseDoubles } from "./python-words.ts";

/** How a value is annotated, and the expression that makes it from JSON; the expression is the value where that is all. */
export type Shape = { annotation: string; decode: (json: string) => string };

/** A field of a class: its key in JSON, and what the schema says about it. */
export type Member = { key: string; about: string; shape: Shape };

export const typename: Shape = { annotation: "str", decode: (json) => json };

export function classSource(name: string, about: string, members: readonly Member[]): string {
  refuseDoubles(
    name,
    members.map(({ key }) => pythonName(key)),
  );
  const fields = members.flatMap(({ key, about: text, shape }) => [
    `    ${pythonName(key)}: ${shape.annotation}`,
    docstring([text], "    "),
  ]);
  const made = members.map(({ key, shape }) => `${pythonName(key)}=${shape.decode(`data["${key}"]`)},`);
  return [
    "@dataclass(frozen=True)",
    `class ${name}:`,
    docstring([about], "    "),
    "",
    ...fields.filter((line) => line !== ""),
    "",
    "    @classmethod",
    `    def from_json(cls, data: Json) -> ${name}:`,
    "        return cls(",
    indented(made, "            "),
    "        )",
  ].join("\n");
}

// A newer gateway may answer with a type that this client has not heard of.
export function decoderSource(decoder: string, name: string, narrower: readonly string[]): string {
  const cases = narrower.flatMap((member) => [
    `    if data["__typename"] == "${member}":`,
    `        return ${name}${member}.from_json(data)`,
  ]);
  return [
    `\ndef ${decoder}(data: Json) -> ${name}:`,
    ...cases,
    `    return ${name}Other.from_json(data)`,
  ].join("\n");
}
