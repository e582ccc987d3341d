/** Tables of the docs, which are marked by comments: `<!-- name -->` before and `<!-- /name -->` behind. */

/** The cells of each row below the head. */
export function rowsOf(markdown: string, name: string): string[][] {
  const marked = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- /${name} -->`).exec(markdown)?.[1];
  if (marked === undefined) throw new Error(`There is no table marked ${name}.`);
  return rowsIn(marked);
}

/** Those of the only table in a piece of Markdown. */
export function rowsIn(markdown: string): string[][] {
  const lines = markdown.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** What stands in backticks. */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
}
