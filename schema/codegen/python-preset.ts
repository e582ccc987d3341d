/** The Python client: classes of results, a method for each operation, and the runtime that sends them. */
import type { Types } from "@graphql-codegen/plugin-helpers";
import { buildASTSchema, concatAST, type DocumentNode, Kind, type OperationDefinitionNode } from "graphql";
import { clientSource } from "./python-client.ts";
import { clientModule, packageModule, typesModule } from "./python-modules.ts";
import { createPythonTypes } from "./python-types.ts";
import { fileSection, runtimeSections } from "./runtime.ts";
import type { Documents } from "./selection.ts";

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
