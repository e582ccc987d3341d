/** The statements of limit-js, and its answers, written from their rows. */
import { CONNECTION, DAYS, DAYS_ASKED, type Field, LATEST, type List, type Question } from "./questions.ts";

type Row = readonly (string | null)[];

const PERSON = ["reference_id", "id"];

/** One row for each day of A, for each connection of B; the columns in the order in which `answerWriter` takes them. */
export function statementOf(question: Question): string {
  const lists = question === "A" ? [DAYS] : LATEST;
  const columns = [
    "u.reference_id",
    "c.id",
    ...CONNECTION.map(({ column }) => `c.${column}`),
    ...lists.flatMap((list, i) => [`l${i}.key`, ...list.fields.map(({ column }) => `l${i}.${column}`)]),
  ];
  return `
    select ${columns.join(", ")}
      from users u
      left join connections c on c.user_id = u.id
      ${lists.map((list, i) => lateral(list, i, question === "A" ? DAYS_ASKED : 1)).join("\n")}
     where u.reference_id = ${question === "A" ? "$1" : "any($1::text[])"}
     order by u.created_at, u.id, c.created_at, c.id${question === "A" ? ", l0.start_instant desc, l0.key desc" : ""}`;
}

function lateral({ table, fields }: List, i: number, limit: number): string {
  return `left join lateral (
      select r.key, r.start_instant, ${fields.map(({ column }) => `r.${column}`).join(", ")} from ${table} r
       where r.connection_id = c.id and not r.deleted
       order by r.start_instant desc, r.key desc limit ${limit}) l${i} on true`;
}

/** Writes a question's answer from its rows, which come sorted. */
export function answerWriter(question: Question): (rows: readonly Row[]) => string {
  return question === "A" ? writePerson : writePeople;
}

const FIRST_OF_CONNECTION = PERSON.length;
const FIRST_OF_LISTS = FIRST_OF_CONNECTION + CONNECTION.length;
const writeConnection = fieldsWriter(CONNECTION, FIRST_OF_CONNECTION);
const writeDay = fieldsWriter(DAYS.fields, FIRST_OF_LISTS + 1);
const writeLatest = LATEST.map((list, i) => {
  const key = LATEST.slice(0, i).reduce((sum, { fields }) => sum + fields.length + 1, FIRST_OF_LISTS);
  return { key, start: `,"${list.name}":{"nodes":[`, write: fieldsWriter(list.fields, key + 1) };
});

function writePerson(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return '{"data":{"user":null}}';
  let text = `{"data":{"user":{"referenceId":${JSON.stringify(first[0])},"connections":[`;
  let connection: string | null | undefined = null;
  for (const row of rows) {
    if (row[1] === null) break;
    const isFirst = row[1] !== connection;
    if (isFirst) {
      text += `${connection === null ? "" : "]}},"}{${writeConnection(row)},"dailies":{"nodes":[`;
      connection = row[1];
    }
    if (row[FIRST_OF_LISTS] !== null) text += `${isFirst ? "" : ","}{${writeDay(row)}}`;
  }
  return `${text}${connection === null ? "" : "]}}"}]}}}`;
}

function writePeople(rows: readonly Row[]): string {
  let text = '{"data":{"users":{"nodes":[';
  let person: string | null | undefined = null;
  for (const row of rows) {
    const isFirst = row[0] !== person;
    if (isFirst) {
      text += `${person === null ? "" : "]},"}{"referenceId":${JSON.stringify(row[0])},"connections":[`;
      person = row[0];
    }
    if (row[1] === null) continue;
    text += `${isFirst ? "" : ","}{${writeConnection(row)}`;
    for (const { key, start, write } of writeLatest)
      text += row[key] === null ? `${start}]}` : `${start}{${write(row)}}]}`;
    text += "}";
  }
  return `${text}${person === null ? "" : "]}"}]}}}`;
}

function fieldsWriter(fields: readonly Field[], first: number): (row: Row) => string {
  const parts = fields.map(({ name, kind }, i) => ({
    start: `${i === 0 ? "" : ","}"${name}":`,
    kind,
    at: first + i,
  }));
  return (row) => {
    let text = "";
    for (const { start, kind, at } of parts) {
      const value = row[at] ?? null;
      if (value === null || kind === "number") text += start + value;
      else text += kind === "plain" ? `${start}"${value}"` : start + JSON.stringify(value);
    }
    return text;
  };
}
