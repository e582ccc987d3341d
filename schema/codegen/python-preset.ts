/** The Python client: classes of results, a method for each operation, and the runtime that sends them. */
import type { Types } from "@graphql-codegen/plugin-helpers";
import { buildASTSchema, concatAST, type DocumentNode, Kind, type OperationDefinitionNode } from "graphql";
import { clientSource } from "./python-client.ts";
import { createPythonTypes } from "./python-types.ts";
import { fileSection, MADE, runtimeSections } from "./runtime.ts";
import type { Documents } from "./selection.ts";

/** What modules import, by where it is from; only what a module uses is written. */
const IMPORTS: readonly (readonly [from: string, names: readonly string[]])[] = [
  ["collections.abc", ["Iterator", "Mapping", "Sequence"]],
  ["dataclasses", ["dataclass"]],
  ["typing", ["Any", "Callable", "Literal", "Optional", "TypedDict", "Union"]],
  [".transport", ["Transport"]],
  [".values", ["DayLike", "InstantLike", "Json", "day_from", "instant_from"]],
];

export const preset: Types.OutputPreset<object> = {
  buildGeneratesSection: async (options) => {
    const { operations, documents } = contentOf(options);
    const types = createPythonTypes(documents);
    const client = clientSource(operations, documents, types);
    const file = (name: string, content: string) => fileSection(options, `terrarium/${name}`, content);
    const names = types.names();
    return [
      file("types.py", typesModule(types.source(), names)),
      file("client.py", clientModule(client, [...names, ...types.decoders()])),
      file("__init__.py", packageModule(names)),
      // Says to type checkers that the package is typed; an empty file would not be written.
      file("py.typed", "\n"),
      ...runtimeSections(options, "python", "terrarium/"),
    ];
  },
};

// Subscriptions need a WebSocket, which the standard library of Python has not.
function contentOf({ schema, schemaAst, documents }: Types.PresetFnArgs<object>): {
  operations: OperationDefinitionNode[];
  documents: Documents;
} {
  const all: DocumentNode = concatAST(documents.flatMap(({ document }) => document ?? []));
  const fragments = all.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const operations = all.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return {
    operations: operations.filter(({ operation }) => operation !== "subscription").sort(byName),
    documents: {
      schema: schemaAst ?? buildASTSchema(schema),
      fragments: new Map(fragments.map((node) => [node.name.value, node])),
    },
  };
}

function byName(a: OperationDefinitionNode, b: OperationDefinitionNode): number {
  return (a.name?.value ?? "") < (b.name?.value ?? "") ? -1 : 1;
}

function typesModule(source: string, names: readonly string[]): string {
  const about = "What operations give: one class for each fragment, named as it is.";
  return `${headOf(about)}import datetime\n${imports(source)}\n${exported(names)}\n\n${source}\n`;
}

function clientModule(source: string, names: readonly string[]): string {
  const about = "The operations of schema/operations, each a method of Client.";
  return `${headOf(about)}${imports(source)}${importLine(".types", used(names, source))}\n\n${source}\n`;
}

function packageModule(names: readonly string[]): string {
  const about =
    "A typed client of a Terrarium gateway, of the standard library alone, for Python 3.9 or newer.";
  const errors = ["AnswerError", "HttpError", "NetworkError", "TerrariumError"];
  return [
    headOf(about),
    importLine(".client", ["Client"]),
    importLine(".errors", errors),
    importLine(".types", names),
    "\n",
    exported(["Client", ...errors, ...names].sort()),
  ].join("");
}

function headOf(about: string): string {
  return `# ${MADE}\n"""${about}"""\n\nfrom __future__ import annotations\n\n`;
}

function imports(source: string): string {
  const lines = IMPORTS.map(([from, names]) => importLine(from, used(names, source)));
  return lines.join("").replace("\nfrom .", "\n\nfrom .");
}

function importLine(from: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const line = `from ${from} import ${names.join(", ")}\n`;
  return line.length <= 100
    ? line
    : `from ${from} import (\n${names.map((name) => `    ${name},\n`).join("")})\n`;
}

function used(names: readonly string[], source: string): string[] {
  const code = source.replace(/"""[\s\S]*?"""|"[^"\n]*"/g, "");
  return names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}

function exported(names: readonly string[]): string {
  return `__all__ = [\n${names.map((name) => `    "${name}",\n`).join("")}]\n`;
}
