/** The modules of the Python client, each under its imports. */
import { MADE } from "./runtime.ts";

/** What modules import, by where it is from; only what a module uses is written. */
const IMPORTS: readonly (readonly [from: string, names: readonly string[]])[] = [
  ["collections.abc", ["Iterator", "Mapping", "Sequence"]],
  ["dataclasses", ["dataclass"]],
  ["typing", ["Any", "Callable", "Literal", "Optional", "TypedDict", "Union"]],
  [".transport", ["Transport"]],
  [".values", ["DayLike", "InstantLike", "Json", "day_from", "instant_from"]],
];

const ERRORS: readonly string[] = ["AnswerError", "HttpError", "NetworkError", "TerrariumError"];

/** Names that nothing of the operations may take. */
export const TAKEN: ReadonlySet<string> = new Set([
  ...IMPORTS.flatMap(([, names]) => names),
  ...ERRORS,
  ...["Client", "None", "True", "False"],
]);

export function typesModule(source: string, names: readonly string[]): string {
  const about = "What operations give: one class for each fragment, named as it is.";
  return `${headOf(about)}${imports(source)}\n${exported(names)}\n\n${source}\n`;
}

export function clientModule(source: string, names: readonly string[]): string {
  const about = "The operations of schema/operations, each a method of Client.";
  return `${headOf(about)}${imports(source)}${importLine(".types", used(names, source))}\n\n${source}\n`;
}

export function packageModule(names: readonly string[]): string {
  const about =
    "A typed client of a Terrarium gateway, of the standard library alone, for Python 3.9 or newer.";
  return [
    headOf(about),
    importLine(".client", ["Client"]),
    importLine(".errors", ERRORS),
    importLine(".types", names),
    "\n",
    exported(["Client", ...ERRORS, ...names].sort()),
  ].join("");
}

function headOf(about: string): string {
  return `# ${MADE}\n"""${about}"""\n\nfrom __future__ import annotations\n\n`;
}

function imports(source: string): string {
  const lines = IMPORTS.map(([from, names]) => importLine(from, used(names, source)));
  const days = used(["datetime"], source).length > 0 ? "import datetime\n" : "";
  return days + lines.join("").replace("\nfrom .", "\n\nfrom .");
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
