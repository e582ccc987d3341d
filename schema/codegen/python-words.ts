/** How names and texts are written in Python. */

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield self cls"
  ).split(" "),
);

/** `restingHeartRateBpm` is `resting_heart_rate_bpm`, `from` is `from_`, `__typename` is `typename`. */
export function pythonName(name: string): string {
  const words = name
    .replace(/^_+/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  const snake = words.toLowerCase();
  return KEYWORDS.has(snake) ? `${snake}_` : snake;
}

/** `userKeys` is `UserKeys`. */
export function className(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A docstring of these paragraphs, its lines wrapped and indented. */
export function docstring(paragraphs: readonly string[], indent: string): string {
  const safe = paragraphs
    .filter((text) => text !== "")
    .map((text) => text.replace(/\\/g, "\\\\").replace(/"""/g, "'''"));
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
