/**
 * Values that say whose they are, so that one that came to somebody else is found in the text of an answer. Each owner
 * has a code, a number and a year of its own, and each text and number of theirs a number of its own.
 */
import { readFileSync } from "node:fs";

export type Owner = { code: string; number: number; year: number };
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Catalogued = { model: string; path: string; type: string; codes?: number[] };

const catalogue: Catalogued[] = JSON.parse(
  readFileSync(new URL("../../data/terra/catalogue.json", import.meta.url), "utf8"),
);
/** Codes that the catalogue has no list of. */
const UNCODED = /recovery_level|details\.(metadata|steps\[\])\.type|array<integer>/;

const types = new Map(
  catalogue.map(({ model, path, type, codes }) => [
    `${model} ${path}`,
    codes || UNCODED.test(path + type) ? "code" : type,
  ]),
);

const DATE = /^(19|20)\d\d-\d\d-\d\d/;

let planted = 10_000;

/** The same JSON with values of the owner's own; codes, flags, the day of the year and the time of day stay. */
export function plant(owner: Owner, model: string, value: Json, path = ""): Json {
  if (Array.isArray(value)) return value.map((one) => plant(owner, model, one, inList(path, one)));
  if (typeof value === "string") return textOf(owner, value);
  if (typeof value === "number") return numberOf(owner, types.get(`${model} ${catalogued(path)}`), value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      plant(owner, model, one, path ? `${path}.${name}` : name),
    ]),
  );
}

/** A text of the owner's own. */
export function textOf({ code, year }: Owner, text: string): string {
  return DATE.test(text) ? `${year}${text.slice(4)}` : `${text} z${code}${++planted}z`;
}

function numberOf({ number }: Owner, type: string | undefined, value: number): number {
  planted += 1;
  if (type === "code") return value;
  if (type === "integer") return number * 100_000 + planted;
  // Ends with another digit than zero, and so is written as it is.
  return Number(`${Math.trunc(value)}.${number}${planted}7`);
}

// Steps hold steps, of which the catalogue says it once.
function catalogued(path: string): string {
  return path.replace(/(\.steps\[\])+/, ".steps[]");
}

function inList(path: string, item: Json): string {
  return typeof item === "object" ? `${path}[]` : path;
}

/** The numbers of the owners whose values stand in a text, and one such value of each. */
export function ownersIn(text: string, owners: readonly Owner[]): Map<Owner, string> {
  const found = new Map<Owner, string>();
  for (const owner of owners) {
    const { code, number, year } = owner;
    const own = new RegExp(
      `z${code}\\d{5}z|\\.${number}\\d{5}7(?!\\d)|(?<![\\d.])${number}\\d{5}(?![\\d.])|"${year}-`,
    );
    const match = own.exec(text);
    if (match) found.set(owner, text.slice(Math.max(match.index - 40, 0), match.index + 40));
  }
  return found;
}
