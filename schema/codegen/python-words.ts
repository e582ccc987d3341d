/** How names and texts are written in Python. */

/** Keywords, what is in every class, and what annotations are written with: a field of that name would hide it. */
const TAKEN = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from global if import in is " +
    "lambda nonlocal not or pass raise return try while with yield self cls from_json bool datetime float int list str"
  ).split(" "),
);

/** `restingHeartRateBpm` is `resting_heart_rate_bpm`, `from` is `from_`, `__typename` is `typename`, `_1` is `field_1`. */
export function pythonName(name: string): string {
  const snake = name
    .replace(/^_+/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
  if (!/^[a-z]/.test(snake)) return `field_${snake}`;
  return TAKEN.has(snake) ? `${snake}_` : snake;
}

/** Throws where two of the names are one in Python: an alias tells them apart. */
export function refuseDoubles(where: string, names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double) throw new Error(`${where} has two things named ${double} in Python: rename one.`);
}

/** `userKeys` is `UserKeys`. */
export function className(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A docstring of these paragraphs, its lines wrapped and indented; nothing where there is nothing to say. */
export function docstring(paragraphs: readonly string[], indent: string): string {
  const safe = paragraphs
    .filter((text) => text !== "")
    .map((text) => text.replace(/\\/g, "\\\\").replace(/"""/g, "'''"));
  if (safe.length === 0) return "";
  const [first = "", ...rest] = safe.map((text) => wrapped(text, indent));
  const isShort = rest.length === 0 && !first.includes("\n") && !first.endsWith('"');
  if (isShort && indent.length + first.length <= 100) return `${indent}"""${first}"""`;
  return `${indent}"""\n${[first, ...rest].map((text) => indent + text).join("\n\n")}\n${indent}"""`;
}

export function indented(lines: readonly string[], indent = "    "): string {
  return lines.map((line) => (line === "" ? "" : indent + line)).join("\n");
}

function wrapped(text: string, indent: string): string {
  const lines = text.split("\n").flatMap((line) => wrap(line, 106 - indent.length));
  return lines.join(`\n${indent}`);
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
