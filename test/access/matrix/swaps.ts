/** Ids and cursors that one viewer got, given by another in every argument that takes one. */
import { type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import type { Outcome } from "../../graphql/transports.ts";
import { type Fact, type Facts, maySee } from "./facts.ts";
import { isForViewer } from "./questions.ts";
import { isRow, type Row } from "./row.ts";
import type { Rights } from "./viewers.ts";

/** Who gave them: what each fact is called by, and a page of each list. */
export type Giver = {
  rights: Rights;
  /** Null of what the giver never saw. */
  nameOf(id: string): string | null;
  pages: ReadonlyMap<string, Row>;
};

export type Taker = {
  rights: Rights;
  nameOf(id: string): string | null;
  ask(query: string): Promise<Outcome>;
};

/** Root fields that find one by an id, and what they find. */
const BY_ID = {
  user: "User",
  connection: "Connection",
  healthRecord: "record",
  delivery: "Delivery",
} as const;

/** What was wrong with the answers. */
export async function swapIds(facts: Facts, giver: Giver, taker: Taker): Promise<string[]> {
  const wrong: string[] = [];
  const meansSame = giver.rights.study === taker.rights.study;
  for (const [root, kind] of Object.entries(BY_ID)) {
    const given = [...facts].flatMap(([id, fact]) =>
      fact.kind === kind ? [{ id, fact, name: giver.nameOf(id) }] : [],
    );
    const known = given.filter((one) => one.name !== null).slice(0, 100);
    if (known.length === 0) continue;
    const fields = known.map(
      ({ name }, i) => `r${i}: ${root}(id: ${JSON.stringify(name)}) { __typename id }`,
    );
    const { data, errors = [] } = await taker.ask(`{ ${fields.join(" ")} }`);
    if (!isForViewer(taker.rights, root)) {
      if (Object.values(data ?? {}).some((row) => row !== null))
        wrong.push(`${root}: ${JSON.stringify(data)}`);
      continue;
    }
    if (errors.length > 0) wrong.push(`${root}: ${JSON.stringify(errors).slice(0, 300)}`);
    known.forEach(({ id, fact }, i) => {
      const wanted = meansSame && maySee(taker.rights, fact) ? taker.nameOf(id) : null;
      const came = rowAt(data, `r${i}`)?.id ?? null;
      if (came !== wanted) wrong.push(`${root} of ${JSON.stringify(fact)}: wanted ${wanted}, got ${came}`);
    });
  }
  return wrong;
}

/** The same in lists that are narrowed by ids. */
export async function swapFilters(
  schema: GraphQLSchema,
  facts: Facts,
  giver: Giver,
  taker: Taker,
): Promise<string[]> {
  const wrong: string[] = [];
  const meansSame = giver.rights.study === taker.rights.study;
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  for (const [argument, kind] of [
    ["userIds", "User"],
    ["connectionIds", "Connection"],
  ] as const) {
    const given = [...facts].flatMap(([id, fact]) =>
      fact.kind === kind ? [{ fact, name: giver.nameOf(id) }] : [],
    );
    const known = given.filter(({ name }) => name !== null);
    const lists = roots.filter(({ args }) => args.some(({ name }) => name === argument));
    const readable = lists.filter(({ name }) => isForViewer(taker.rights, name));
    const asked = readable.flatMap(({ name: root }) =>
      // Of all types at once one by one, of each type all together.
      known
        .map((one) => [one])
        .concat([known])
        .filter((some) => /^(healthRecords|deliveries)$/.test(root) || some === known)
        .map((some) => ({ root, some })),
    );
    for (let at = 0; at < asked.length; at += 100) {
      const part = asked.slice(at, at + 100);
      const fields = part.map(({ root, some }, i) => {
        const ids = JSON.stringify(some.map(({ name }) => name));
        return `r${i}: ${root}(${argument}: ${ids}, first: 1000) { __typename totalCount nodes { id } }`;
      });
      const { data, errors } = await taker.ask(`{ ${fields.join(" ")} }`);
      if (errors) wrong.push(`${argument}: ${JSON.stringify(errors).slice(0, 300)}`);
      part.forEach(({ root, some }, i) => {
        const wanted = meansSame ? some.flatMap(({ fact }) => rowsOf(facts, taker.rights, root, fact)) : [];
        const page = rowAt(data, `r${i}`);
        const came = page?.nodes?.map(({ id = "" }) => id) ?? [];
        const names = [...new Set(wanted)].map((id) => taker.nameOf(id) ?? "");
        if (names.sort().join() !== came.sort().join() || page?.["totalCount"] !== names.length)
          wrong.push(`${root}(${argument} of ${some.length}): wanted ${names.length}, got ${came.length}`);
      });
    }
  }
  return wrong;
}

function rowsOf(facts: Facts, rights: Rights, root: string, whose: Fact): string[] {
  const kind = root === "deliveries" ? "Delivery" : "record";
  const type = typeOfList(root);
  return [...facts].flatMap(([id, fact]) => {
    const isOf = fact.person === whose.person && fact.providers.every((one) => whose.providers.includes(one));
    const isListed =
      fact.kind === kind && fact.person !== null && (type === null || fact.recordType === type);
    return isListed && isOf && maySee(rights, fact) ? [id] : [];
  });
}

const SINGULARS: Record<string, string> = { activities: "ACTIVITY", bodies: "BODY", dailies: "DAILY" };

function typeOfList(root: string): string | null {
  if (root === "healthRecords" || root === "deliveries") return null;
  const words = root.replace(/s$/, "").replace(/[A-Z]/g, (letter) => `_${letter}`);
  return SINGULARS[root] ?? words.toUpperCase();
}

/** Cursors, of each list of the root and of one user and one connection. */
export async function swapCursors(
  schema: GraphQLSchema,
  facts: Facts,
  giver: Giver,
  taker: Taker,
): Promise<string[]> {
  const wrong: string[] = [];
  const meansSame = giver.rights.cursorsOf === taker.rights.cursorsOf;
  const check = (
    what: string,
    page: Row | null | undefined,
    errors: Outcome["errors"] = [],
    mayBeOpen = meansSame,
  ) => {
    const codes = errors.map(({ extensions }) => extensions["code"]);
    if (page ? !mayBeOpen : !["BAD_USER_INPUT", "FORBIDDEN"].includes(String(codes[0])) || codes.length !== 1)
      wrong.push(`${what}: got ${codes.join()} and ${JSON.stringify(page)?.slice(0, 200)}`);
    // By the same names, what came is looked up.
    if (taker.rights.study === null)
      for (const { id } of page?.nodes ?? []) {
        const fact = facts.get(id ?? "");
        if (id !== undefined && (!fact || !maySee(taker.rights, fact)))
          wrong.push(`${what}: ${JSON.stringify(fact)} came`);
      }
  };
  for (const [root, page] of giver.pages) {
    const cursor = page.edges?.[0]?.cursor;
    if (cursor === undefined) continue;
    const key = root === "apiKeys" ? "name" : "id";
    const { data, errors } = await taker.ask(
      `{ ${root}(first: 1000, after: ${JSON.stringify(cursor)}) { __typename nodes { ${key} } } }`,
    );
    const isAllowed = isForViewer(taker.rights, root);
    check(`${root}(after)`, rowAt(data, root), errors, meansSame && isAllowed);
    if (!meansSame && isAllowed && errors?.[0]?.extensions["code"] !== "BAD_USER_INPUT")
      wrong.push(`${root}: not BAD_USER_INPUT`);
  }
  for (const [root, list] of [
    ["user", "users"],
    ["connection", "connections"],
  ] as const) {
    const given = giver.pages.get(list)?.nodes;
    const own = [...facts].find(
      ([id, { kind }]) => kind.toLowerCase() === root && taker.nameOf(id) !== null,
    )?.[0];
    if (!given || own === undefined || !isForViewer(taker.rights, root)) continue;
    const lists = nestedCursors(schema, given);
    const fields = lists.map(([field, cursor], i) => {
      const node = field === "history" ? "kind" : field === "transfers" ? "reference" : "id";
      const list = `${field}(after: ${JSON.stringify(cursor)}) { __typename nodes { ${node} } }`;
      return `r${i}: ${root}(id: ${JSON.stringify(taker.nameOf(own))}) { __typename ${list} }`;
    });
    if (fields.length === 0) continue;
    const { data, errors = [] } = await taker.ask(`{ ${fields.join(" ")} }`);
    lists.forEach(([field], i) => {
      const refusals = errors.filter(({ path }) => path?.[0] === `r${i}`);
      check(`${root}.${field}(after)`, rowAt(rowAt(data, `r${i}`), field), refusals);
    });
  }
  return wrong;
}

/** A cursor of each list within rows. */
function nestedCursors(schema: GraphQLSchema, rows: readonly Row[]): [field: string, cursor: string][] {
  const type = schema.getType(rows[0]?.__typename ?? "");
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name.endsWith("Page"))
    .flatMap(({ name }): [string, string][] => {
      const cursor = rows.map((row) => rowAt(row, name)?.edges?.[0]?.cursor).find((one) => one !== undefined);
      return cursor === undefined ? [] : [[name, cursor]];
    });
}

function rowAt(value: Outcome["data"] | Row, name: string): Row | null {
  const row = value?.[name];
  return isRow(row) ? row : null;
}
