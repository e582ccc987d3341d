/** The hand-written files of a client: emitted as they are, under a line that says where they come from. */
import { readdirSync, readFileSync } from "node:fs";
import type { CodegenPlugin, Types } from "@graphql-codegen/plugin-helpers";

export const MADE = "Made by `npm run codegen` from the schema and its operations. Do not edit.";

/** A section that writes one file with this text. */
export function fileSection(
  { baseOutputDir, schema }: Types.PresetFnArgs<object>,
  name: string,
  content: string,
): Types.GenerateOptions {
  const plugin: CodegenPlugin = { plugin: () => content };
  return {
    filename: `${baseOutputDir}${name}`,
    plugins: [{ text: {} }],
    pluginMap: { text: plugin },
    schema,
    documents: [],
    config: {},
  };
}

/** A section for each file of a folder beside this one. */
export function runtimeSections(
  options: Types.PresetFnArgs<object>,
  folder: string,
  target = "",
): Types.GenerateOptions[] {
  const from = new URL(`${folder}/`, import.meta.url);
  return readdirSync(from)
    .filter((name) => /\.(ts|py|json)$/.test(name))
    .sort()
    .map((name) =>
      fileSection(options, `${target}${name}`, headed(name, readFileSync(new URL(name, from), "utf8"))),
    );
}

// JSON has no comments.
function headed(name: string, text: string): string {
  if (name.endsWith(".ts")) return `// ${MADE}\n${text}`;
  if (name.endsWith(".py")) return `# ${MADE}\n${text}`;
  return text;
}
