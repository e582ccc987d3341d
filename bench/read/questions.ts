/** The two questions of the read benchmark, as each contender is asked them, and who is asked about. */
import { SignJWT } from "jose";
import { KEY } from "../machine/gateway.ts";
import { referenceOf } from "../terra/history.ts";
import { seededRandom, shuffled, wholeBetween } from "../terra/random.ts";

export const READERS = ["terrarium", "postgraphile", "limit-js", "terrarium-open", "terrarium-user"] as const;
export type ReaderName = (typeof READERS)[number];

/** A: one person's last 30 days by each connection. B: of 50 people the latest of four types by each connection. */
export type Question = "A" | "B";

export const PEOPLE_ASKED: Record<Question, number> = { A: 1, B: 50 };
export const DAYS_ASKED = 30;

/** A field of a record: its name in GraphQL, its column, and whether its text needs quotes, and escapes. */
export type Field = { name: string; column: string; kind: "number" | "plain" | "text" };
export type List = { name: string; table: string; fields: Field[] };

/** What A asks of a day. */
export const DAYS: List = {
  name: "dailies",
  table: "dailies",
  fields: [
    plain("localDate"),
    plain("startTime", "start_text"),
    plain("endTime", "end_text"),
    ...numbers("steps", "distanceMeters", "floorsClimbed"),
    ...numbers("totalBurnedCalories", "basalCalories", "netActivityCalories"),
    ...numbers("avgHeartRateBpm", "maxHeartRateBpm", "minHeartRateBpm", "restingHeartRateBpm"),
    ...numbers("hrvRmssdMs", "avgStressLevel"),
  ],
};

/** What B asks of the latest of each type. */
export const LATEST: List[] = [
  {
    name: "dailies",
    table: "dailies",
    fields: [
      plain("localDate"),
      ...numbers("steps", "distanceMeters", "totalBurnedCalories", "restingHeartRateBpm"),
    ],
  },
  {
    name: "sleeps",
    table: "sleeps",
    fields: [
      plain("localDate"),
      plain("startTime", "start_text"),
      ...numbers("durationAsleepSeconds", "avgHeartRateBpm", "sleepEfficiency"),
    ],
  },
  {
    name: "activities",
    table: "activities",
    fields: [
      plain("startTime", "start_text"),
      { name: "name", column: "name", kind: "text" },
      ...numbers("distanceMeters", "activeSeconds", "avgHeartRateBpm"),
    ],
  },
  {
    name: "bodies",
    table: "bodies",
    fields: [plain("localDate"), ...numbers("weightKg", "bodyFatPercentage", "bmi", "restingHeartRateBpm")],
  },
];

export const CONNECTION: Field[] = [
  { name: "terraUserId", column: "terra_user_id", kind: "text" },
  { name: "provider", column: "provider", kind: "text" },
  { name: "status", column: "status", kind: "plain" },
];

const CONNECTION_FIELDS = CONNECTION.map(({ name }) => name).join(" ");

const ofTerrarium: Record<Question, string> = {
  A: `query A($people: String!) { user(referenceId: $people) { referenceId connections { ${CONNECTION_FIELDS}
    dailies(first: ${DAYS_ASKED}) { nodes { ${DAYS.fields.map(({ name }) => name).join(" ")} } } } } }`,
  B: `query B($people: [String!]!) { users(referenceIds: $people, first: ${PEOPLE_ASKED.B}) { nodes { referenceId connections { ${CONNECTION_FIELDS}
    ${LATEST.map(({ name, fields }) => `${name}(first: 1) { nodes { ${fields.map((field) => field.name).join(" ")} } }`).join(" ")} } } } }`,
};

const ofPostgraphile: Record<Question, string> = {
  A: `query A($people: String!) { user: userByReferenceId(referenceId: $people) { referenceId
    connections: connectionsByUserIdList(orderBy: CREATED_AT_ASC) { ${CONNECTION_FIELDS} ${relation(DAYS, DAYS_ASKED)} } } }`,
  B: `query B($people: [String!]!) { users: usersOfReferencesList(wanted: $people) { referenceId
    connections: connectionsByUserIdList(orderBy: CREATED_AT_ASC) { ${CONNECTION_FIELDS} ${LATEST.map((list) => relation(list, 1)).join(" ")} } } }`,
};

// In the order of the table's own index, whole, so that nothing has to be sorted.
function relation({ name, fields }: List, first: number): string {
  const selected = fields.map((field) => `${field.name}: ${camelCase(field.column)}`).join(" ");
  return `${name}: ${name}ByConnectionIdList(first: ${first}, condition: { deleted: false },
    orderBy: [START_INSTANT_DESC, CONNECTION_ID_DESC, KEY_DESC]) { ${selected} }`;
}

/** What a request says beside its body: whose it is. */
export type Asked = { headers: string[]; body: string };

export async function requestOf(reader: ReaderName, question: Question, people: string[]): Promise<Asked> {
  const bearer = reader === "terrarium-user" ? await tokenOf(people[0] ?? "") : KEY;
  return { headers: [`authorization: Bearer ${bearer}`], body: bodyOf(reader, question, people) };
}

/** End users ask about themselves alone. */
export function isAsked(reader: ReaderName, question: Question): boolean {
  return reader !== "terrarium-user" || question === "A";
}

export const PATH = "/graphql";

/** How Terrarium knows end users' tokens. */
export const ISSUER = {
  AUTH_JWT_SECRET: "the benchmarks' secret, of thirty-two bytes and more",
  AUTH_ISSUER: "https://issuer.example/",
  AUTH_AUDIENCE: "https://terrarium.example",
};

function tokenOf(person: string): Promise<string> {
  return new SignJWT({ iss: ISSUER.AUTH_ISSUER, aud: ISSUER.AUTH_AUDIENCE, sub: person })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1d")
    .sign(new TextEncoder().encode(ISSUER.AUTH_JWT_SECRET));
}

function bodyOf(reader: ReaderName, question: Question, people: string[]): string {
  const variables = { people: question === "A" ? people[0] : people };
  if (reader === "limit-js") return JSON.stringify({ question, variables });
  const documents = reader === "postgraphile" ? ofPostgraphile : ofTerrarium;
  return JSON.stringify({ query: documents[question], variables });
}

/** Whom of so many people to ask about, one request after the other; for the same seed the same people. */
export function askedOf(people: number, question: Question, seed: number): () => string[] {
  const random = seededRandom(seed);
  if (question === "A") return () => [referenceOf(wholeBetween(random, 0, people - 1))];
  return () => [...shuffled(random, people).subarray(0, PEOPLE_ASKED.B)].map(referenceOf);
}

function plain(name: string, column = snakeCase(name)): Field {
  return { name, column, kind: "plain" };
}

function numbers(...names: string[]): Field[] {
  return names.map((name) => ({ name, column: snakeCase(name), kind: "number" }));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camelCase(column: string): string {
  return column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
