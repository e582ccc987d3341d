/** The TypeScript client: client-preset's types and documents, and the runtime that sends them. */
import { preset as clientPreset } from "@graphql-codegen/client-preset";
import type { CodegenPlugin, Types } from "@graphql-codegen/plugin-helpers";
import { fileSection, MADE, runtimeSections } from "./runtime.ts";

const INDEX = `// ${MADE}
export type { ClientOptions } from "./access.ts";
export { type Client, createClient, type QueryOptions } from "./client.ts";
export { type AnswerFault, AnswerError, HttpError, NetworkError, TerrariumError } from "./errors.ts";
export type { FollowOptions } from "./follow.ts";
export * from "./graphql.ts";
export type { Operation } from "./operation.ts";
export type { NodeOf, PageOf } from "./pages.ts";
`;

export const preset: Types.OutputPreset<object> = {
  buildGeneratesSection: async (options) => {
    const sections = await clientPreset.buildGeneratesSection({
      ...options,
      presetConfig: { fragmentMasking: false, skipIndexFile: true, persistedDocuments: true },
    });
    return [
      // Its other file finds a document by its text, for documents within a program; these have names.
      ...sections.filter(({ filename }) => filename.endsWith("/graphql.ts")).map(asOurs),
      // What a gateway with TERRARIUM_TRUSTED_DOCUMENTS lets end users run.
      ...sections.filter(({ filename }) => filename.endsWith("/persisted-documents.json")),
      fileSection(options, "index.ts", INDEX),
      ...runtimeSections(options, "typescript"),
    ];
  },
};

function asOurs(section: Types.GenerateOptions): Types.GenerateOptions {
  const documents = section.pluginMap["typed-document-node"];
  if (!documents)
    throw new Error("client-preset has no plugin typed-document-node: see what it has instead.");
  return {
    ...section,
    // Lets a bundler leave out the operations that an app does not use.
    config: { ...section.config, pureMagicComment: true },
    plugins: [{ add: { content: `// ${MADE}` } }, ...section.plugins],
    pluginMap: { ...section.pluginMap, "typed-document-node": ownTypes(documents) },
  };
}

// One type would be imported from a package, which everybody who copies the client would need.
function ownTypes({ plugin, ...rest }: CodegenPlugin): CodegenPlugin {
  return {
    ...rest,
    plugin: async (...args) => {
      const output = await plugin(...args);
      if (typeof output === "string") return output;
      const prepend = output.prepend?.map((line) =>
        line.replace("@graphql-typed-document-node/core", "./operation.ts"),
      );
      return { ...output, ...(prepend && { prepend }) };
    },
  };
}
