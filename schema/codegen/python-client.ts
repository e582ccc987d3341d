/** The class Client: a method for each query and mutation, and its document. */
import { type OperationDefinitionNode, print, visit } from "graphql";
import { type Argument, type Method, methodOf } from "./python-method.ts";
import type { PythonTypes } from "./python-types.ts";
import { docstring, indented, refuseDoubles } from "./python-words.ts";
import type { Documents } from "./selection.ts";

/** What every client has. */
const OF_TRANSPORT = ["ask", "pages", "url", "timeout", "retries"];

export function clientSource(
  operations: readonly OperationDefinitionNode[],
  documents: Documents,
  types: PythonTypes,
): string {
  const methods = operations.map((operation) => methodOf(operation, documents, types));
  refuseDoubles("Client", [
    ...OF_TRANSPORT,
    ...methods.flatMap(({ name, rows }) => (rows === undefined ? [name] : [name, `${name}_pages`])),
  ]);
  const texts = methods.map(
    ({ operation, name }) => `${documentName(name)} = """\\\n${documentText(operation, documents)}\n"""`,
  );
  return [
    "class Client(Transport):",
    docstring(["A client of one gateway, with one key: a method for each operation."], "    "),
    "",
    methods.map(methodSource).join("\n\n"),
    "",
    "",
    texts.join("\n\n"),
  ].join("\n");
}

function methodSource(method: Method): string {
  return method.rows === undefined ? plainMethod(method) : pageMethods(method, method.rows);
}

function plainMethod({ name, about, args, key, shape }: Method): string {
  return [
    ...headOf(name, args, shape.annotation),
    docstring([about, ...aboutsOf(args)], "        "),
    `        data = self.ask(${documentName(name)}, ${variablesOf(args)})`,
    `        return ${shape.decode(`data["${key}"]`)}`,
  ].join("\n");
}

function pageMethods({ name, about, args, key, shape }: Method, rows: string): string {
  const passed = args.map(({ name: arg }) => `${arg}=${arg},`);
  const all = `${about} Every row: pages are fetched as they are read.`;
  return [
    ...headOf(name, args, `Iterator[${rows}]`),
    docstring([all.trim(), ...aboutsOf(args.map(ofAllPages))], "        "),
    `        for page in self.${name}_pages(`,
    indented(passed, "            "),
    "        ):",
    "            yield from page.nodes",
    "",
    ...headOf(`${name}_pages`, args, `Iterator[${shape.annotation}]`),
    docstring([`What \`${name}\` gives, in whole pages of \`first\` rows.`], "        "),
    `        return self.pages(`,
    `            ${documentName(name)},`,
    `            ${variablesOf(args)},`,
    `            lambda data: ${shape.decode(`data["${key}"]`)},`,
    "        )",
  ].join("\n");
}

// What the schema says of one page does not hold for a walk through them.
function ofAllPages(argument: Argument): Argument {
  const { variable, byDefault } = argument;
  if (variable === "first")
    return { ...argument, about: `How many rows to fetch at once, up to 10000.${byDefault}` };
  if (variable === "after")
    return { ...argument, about: "The cursor of a page: only what is behind it comes." };
  return argument;
}

function headOf(name: string, args: readonly Argument[], returned: string): string[] {
  const required = args.filter(({ isRequired }) => isRequired);
  const optional = args.filter(({ isRequired }) => !isRequired);
  const parameters = [
    "self,",
    ...required.map(({ name: arg, annotation }) => `${arg}: ${annotation},`),
    ...(optional.length > 0 ? ["*,"] : []),
    ...optional.map(({ name: arg, annotation }) => `${arg}: Optional[${annotation}] = None,`),
  ];
  return [`    def ${name}(`, indented(parameters, "        "), `    ) -> ${returned}:`];
}

function aboutsOf(args: readonly Argument[]): string[] {
  return [args.map(({ name, about }) => `${name}: ${about.replace(/\s+/g, " ").trim()}`).join("\n")];
}

function variablesOf(args: readonly Argument[]): string {
  return `{${args.map(({ name, variable }) => `"${variable}": ${name}`).join(", ")}}`;
}

function documentName(name: string): string {
  return `_${name.toUpperCase()}`;
}

function documentText(operation: OperationDefinitionNode, { fragments }: Documents): string {
  const names = new Set<string>();
  const gather = (node: Parameters<typeof visit>[0]): void => {
    visit(node, {
      FragmentSpread: ({ name: { value } }) => {
        const fragment = fragments.get(value);
        if (names.has(value) || !fragment) return;
        names.add(value);
        gather(fragment);
      },
    });
  };
  gather(operation);
  const used = [...names].sort().flatMap((name) => fragments.get(name) ?? []);
  return [operation, ...used].map((node) => print(node)).join("\n\n");
}
