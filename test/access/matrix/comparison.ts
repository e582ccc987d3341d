/** What a viewer got beside what the admin got, field by field, by the rules' classes and the viewer's rights. */
import { isDeepStrictEqual } from "node:util";
import type { FieldClass } from "./classes.ts";
import { type Facts, maySee } from "./facts.ts";
import { isRow, type Row } from "./row.ts";
import { ruleOf } from "./rules.ts";
import type { Rights } from "./viewers.ts";

/** What came of a field in the best case. */
export type Outcome = "as it is" | "by another name" | "hidden";
const BEST: readonly Outcome[] = ["as it is", "by another name", "hidden"];

export type Comparison = {
  /** The admin's row or page or list or null, and the viewer's. */
  compare(path: string, admin: unknown, actual: unknown): void;
  maySee(row: Row): boolean;
  note(type: string, field: string, outcome: Outcome): void;
  mismatches: string[];
  /** By type and field. */
  outcomes: Map<string, Outcome>;
  /** By what they stand for. */
  pseudonyms: Map<string, string>;
  /** Paths of fields that are refused. */
  refused: string[];
};

/** Of series, columns that analysts get only where places are granted, and those that no release knows: never. */
const PLACES: Record<string, string[]> = { POSITION: ["coords_lat_lng_deg[0]", "coords_lat_lng_deg[1]"] };
const UNKNOWN = "mystery";

export function comparisonFor(rights: Rights, facts: Facts): Comparison {
  const mismatches: string[] = [];
  const outcomes = new Map<string, Outcome>();
  const pseudonyms = new Map<string, string>();
  const refused: string[] = [];
  const isAnalyst = rights.study !== null;

  const note = (type: string, field: string, outcome: Outcome) => {
    const known = outcomes.get(`${type}.${field}`);
    if (known === undefined || BEST.indexOf(outcome) < BEST.indexOf(known))
      outcomes.set(`${type}.${field}`, outcome);
  };
  const wrong = (path: string, wanted: string, came: unknown) =>
    void mismatches.push(`${path}: wanted ${wanted}, got ${String(JSON.stringify(came)).slice(0, 200)}`);

  const seen = (row: Row): boolean => {
    if (row.node) return seen(row.node);
    // What befell a person and none of their connections was of some provider, and does not say of which.
    if (row.__typename === "UserEvent") return rights.providers === null;
    const key = row.__typename === "Transfer" ? row.reference : row.id;
    const fact = facts.get(key ?? "");
    if (!fact && key !== undefined && row.__typename !== "ApiKey")
      throw new Error(`Nothing is known of ${JSON.stringify(row).slice(0, 200)}`);
    return !fact || maySee(rights, fact);
  };

  const compare = (path: string, admin: unknown, actual: unknown): void => {
    if (Array.isArray(admin)) compareLists(path, admin, actual);
    else if (!isRow(admin)) same(path, admin, actual);
    else if (admin.__typename.endsWith("Page")) comparePages(path, admin, actual);
    else if (!seen(admin)) same(path, null, actual);
    else if (!isRow(actual)) wrong(path, "a row", actual);
    else compareRows(path, admin, actual);
  };

  const same = (path: string, admin: unknown, actual: unknown) => {
    if (!isDeepStrictEqual(admin, actual)) wrong(path, String(JSON.stringify(admin)).slice(0, 200), actual);
  };

  const compareLists = (path: string, admin: unknown[], actual: unknown) => {
    const wanted = admin.filter((one) => !isRow(one) || seen(one));
    if (!Array.isArray(actual) || actual.length !== wanted.length)
      wrong(path, `${wanted.length} rows`, Array.isArray(actual) ? actual.length : actual);
    else for (const [i, one] of wanted.entries()) compare(`${path}[${i}]`, one, actual[i]);
  };

  const comparePages = (path: string, admin: Row, actual: unknown) => {
    if (!isRow(actual)) return wrong(path, "a page", actual);
    const rows = (admin.nodes ?? []).filter(seen);
    note(admin.__typename, "totalCount", "as it is");
    same(`${path}.totalCount`, rows.length, actual["totalCount"]);
    same(`${path}.hasNextPage`, false, actual.pageInfo?.["hasNextPage"]);
    if (rows.length === 0) same(`${path}.pageInfo.endCursor`, null, actual.pageInfo?.endCursor);
    else {
      // Of the admin's last row that the viewer sees too.
      const last = admin.edges?.filter(seen).at(-1);
      const pageInfo: Row = { __typename: "PageInfo", hasNextPage: false, endCursor: last?.cursor ?? null };
      compareFields(`${path}`, { ...admin, pageInfo }, actual, ["pageInfo", "nodes", "edges"]);
    }
    if (rows.length === 0) for (const name of ["nodes", "edges"]) same(`${path}.${name}`, [], actual[name]);
  };

  const compareRows = (path: string, admin: Row, actual: Row) => {
    same(`${path}.__typename`, admin.__typename, actual.__typename);
    const names = Object.keys(admin);
    if (!isDeepStrictEqual(names.sort(), Object.keys(actual).sort()))
      return wrong(path, names.join(), actual);
    compareFields(
      path,
      admin,
      actual,
      names.filter((name) => name !== "__typename"),
    );
  };

  const compareFields = (path: string, admin: Row, actual: Row, names: string[]) => {
    for (const name of names) {
      // Fields of records are called by their type too, where types differ.
      const field = name.split("__").at(-1) ?? name;
      const rule = ruleOf(admin.__typename, field);
      const outcome = compareField(`${path}.${name}`, rule, admin, admin[name], actual[name]);
      if (outcome && hasContent(admin[name])) note(admin.__typename, field, outcome);
    }
  };

  const compareField = (path: string, rule: FieldClass, row: Row, admin: unknown, actual: unknown) => {
    const hidden = (value: unknown = null): Outcome => {
      same(path, value, actual);
      return "hidden";
    };
    const asItIs = (value = admin): Outcome | null => {
      compare(path, value, actual);
      return hasContent(actual) ? "as it is" : null;
    };
    switch (rule) {
      case "IDENTITY":
      case "PLACE":
      case "DEVICE":
        return rights.grants.includes(rule) ? asItIs() : hidden();
      case "WORDS":
        return isAnalyst ? hidden() : asItIs();
      case "DETAILS":
        return isAnalyst ? hidden({}) : asItIs(withoutOthers(admin, rights));
      case "PSEUDONYM":
        return isAnalyst ? otherName(path, admin, actual, pseudonyms) : asItIs();
      case "CURSOR":
        return rights.cursorsOf === null ? asItIs() : otherName(path, admin, actual, null);
      case "COLUMNS":
        return asItIs((admin as Row[]).filter(({ name }) => isColumnSeen(row.name, name)));
      case "MOMENT":
        return "as it is";
      case "OPERATORS":
        return rights.operates ? asItIs() : hidden();
      case "READERS":
        return rights.reads ? asItIs() : hidden();
      case "BODY":
        if (rights.operates && rights.reads) return asItIs();
        refused.push(path);
        return hidden();
      default:
        return asItIs();
    }
  };

  const isColumnSeen = (series = "", column = ""): boolean => {
    if (!isAnalyst) return true;
    const isPlace = PLACES[series]?.includes(column) === true;
    return column !== UNKNOWN && (!isPlace || rights.grants.includes("PLACE"));
  };

  const otherName = (
    path: string,
    admin: unknown,
    actual: unknown,
    names: Map<string, string> | null,
  ): Outcome => {
    if (admin === null) same(path, null, actual);
    else if (typeof actual !== "string" || typeof admin !== "string" || actual.includes(admin))
      wrong(path, "a pseudonym", actual);
    else if (names && (names.get(admin) ?? actual) !== actual)
      wrong(path, `${names.get(admin)} again`, actual);
    else names?.set(admin, actual);
    return "by another name";
  };

  return { compare, maySee: seen, note, mismatches, outcomes, pseudonyms, refused };
}

// Whose a connection was and became, whoever sees some people alone is not told.
function withoutOthers(details: unknown, { people }: Rights): unknown {
  if (people === null || typeof details !== "object" || details === null) return details;
  return Object.fromEntries(
    Object.entries(details).filter(([name]) => !/^(former)?referenceId$/i.test(name)),
  );
}

function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined;
}
