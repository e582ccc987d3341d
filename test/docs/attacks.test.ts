/** docs/attacks.md names tests that there are, and all of the attackers'. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { codeIn, rowsOf } from "./markdown-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ATTACKS = "test/access/attacks.test.ts";
const rows = rowsOf(readFileSync(`${root}docs/attacks.md`, "utf8"), "attacks");
const named = rows.flatMap(([tried = "", , by = ""]) =>
  by.split("; ").flatMap((part) => {
    const [file = ""] = codeIn(part);
    return [...part.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => ({ tried, file, name }));
  }),
);

test("every attack says what came of it, and who tries it", () => {
  for (const row of rows) for (const cell of row) expect(cell, row[0]).not.toBe("");
  expect(new Set(named.map(({ tried }) => tried)).size).toBe(rows.length);
});

describe("every test is there", () => {
  test.each([...new Set(named.map(({ file }) => file))])("of %s", (file) => {
    const names = namesIn(file);
    for (const one of named.filter((each) => each.file === file)) expect(names).toContain(one.name);
  });
});

test("every test of the attackers' is named", () => {
  const told = named.flatMap(({ file, name }) => (file === ATTACKS ? [name] : []));
  expect([...new Set(told)].sort()).toEqual(namesIn(ATTACKS).sort());
});

/** The names of a file's tests, as they are written there. */
function namesIn(file: string): string[] {
  const text = readFileSync(`${root}${file}`, "utf8");
  const calls =
    /(?:\btest(?:\.skipIf\([^\n]*?\))?|\btest\.each[^\n]*\)|^ *\]\)|^ *\)\)|^ *\}\))\(\s*"((?:[^"\\]|\\.)+)"/gm;
  return [...text.matchAll(calls)].map(([, name = ""]) => name);
}
