/**
 * Who gets what: every field of every type, for every kind of viewer, over HTTP and over sockets, of two people's data.
 * Who may see what is said in matrix/rules.ts and matrix/viewers.ts in plain words; the policy of the gateway is not asked.
 */
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isInterfaceType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDoor } from "../../src/read-door.ts";
import { createWebhook } from "../../src/webhook/open-webhook.ts";
import { openPayloadHost, type PayloadHost, TEST_CA } from "../fetching/payload-host.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { askOverHttp, askOverSocket } from "./matrix/asking.ts";
import { fieldsIn, mutationsOn } from "./matrix/changes.ts";
import { type Feed, lastOfEach, listen, wantedEvents } from "./matrix/events.ts";
import { factsOf, maySee } from "./matrix/facts.ts";
import { beginInterview, type Interview, interview, type Known } from "./matrix/interview.ts";
import { identitiesIn, strangersKeys, strangersValues } from "./matrix/leaks.ts";
import { isForViewer, questionsOn, recordsOf, rowsOf } from "./matrix/questions.ts";
import { reachableTypes } from "./matrix/reachable.ts";
import type { Row } from "./matrix/row.ts";
import { rules } from "./matrix/rules.ts";
import { type Giver, swapCursors, swapFilters, swapIds } from "./matrix/swaps.ts";
import { matrixOf } from "./matrix/table.ts";
import { AUTH, kindsOfViewers } from "./matrix/viewers.ts";
import { type Person, settle, TRANSFERS } from "./matrix/world.ts";

let gateway: TestGateway;
let host: PayloadHost;
let schema: GraphQLSchema;
let known: Known;
let hear: ReturnType<typeof listen>;
let feed: Feed;
const interviews = new Map<string, Interview>();

beforeAll(async () => {
  const limits = { maxQueryDepth: 1000, maxQueryTokens: 1e6, maxQueryAliases: 10_000, maxQueryCost: 1e9 };
  const perMinute = { requestsPerMinutePerKey: 0, requestsPerMinutePerAddress: 0, failedKeysPerMinute: 0 };
  host = await openPayloadHost();
  const doors = [createWebhook({ ca: TEST_CA }), readDoor];
  gateway = await openTestGateway({ ...AUTH, ...limits, ...perMinute, fetchPrivateAddresses: true }, doors);
  await settle(gateway, host);
  schema = buildClientSchema(await read<IntrospectionQuery>(gateway, getIntrospectionQuery()));
  const bearers = new Map<string, string>();
  for (const { name, enter } of kindsOfViewers) bearers.set(name, await enter(gateway));
  known = await learn();
  hear = listen(schema);
  feed = {
    ofAll: await hearOf(null),
    of: new Map([
      ["ada", await hearOf("ada")],
      ["bob", await hearOf("bob")],
    ]),
  };
  for (const viewer of kindsOfViewers)
    interviews.set(viewer.name, beginInterview(viewer, bearers.get(viewer.name) ?? "", known));
}, 60_000);

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

async function hearOf(person: Person | null): Promise<Row[]> {
  const user = rowsOf(known.everything, "users").find(({ referenceId }) => referenceId === `${person}@app`);
  const userIds = person === null ? null : [user?.id];
  return (await hear(gateway.url, gateway.adminKey, { atLeast: 1, userIds })).events;
}

/** What there is, as the admin sees it. */
async function learn(): Promise<Known> {
  const questions = questionsOn(schema);
  const everything = new Map<string, Row>();
  for (const root of questions.lists) {
    const answer = await read<Record<string, Row>>(gateway, questions.ofList(root));
    everything.set(root, answer[root] as Row);
  }
  const transfers = [];
  for (const reference of TRANSFERS) {
    const { query, variables } = questions.ofTransfer(reference);
    transfers.push((await read<{ transfer: Row }>(gateway, query, variables)).transfer);
  }
  everything.set("transfers", { __typename: "TransferPage", nodes: transfers });
  const facts = factsOf({
    users: rowsOf(everything, "users"),
    connections: rowsOf(everything, "connections"),
    records: recordsOf(everything),
    deliveries: rowsOf(everything, "deliveries"),
    transfers,
  });
  return { everything, facts, questions };
}

function of(name: string): Interview {
  const found = interviews.get(name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return found;
}

function giverOf(name: string): Giver & { name: string } {
  const { viewer, comparison, pages } = of(name);
  if (!viewer.rights) throw new Error(`${name} is not let in.`);
  const { rights } = viewer;
  const nameOf = (id: string) => {
    const fact = known.facts.get(id);
    if (rights.study !== null) return comparison?.pseudonyms.get(id) ?? null;
    return fact && maySee(rights, fact) ? id : null;
  };
  return { name, rights, nameOf, pages };
}

afterAll(() => {
  const rows = [...interviews.values()].map(({ viewer, comparison }) => ({
    viewer: viewer.name,
    rows: viewer.rows,
    outcomes: comparison?.outcomes ?? new Map(),
  }));
  if (rows.length > 0) process.stdout.write(matrixOf(schema, rows));
});

/** On a busy machine. */
const PATIENCE_MS = 120_000;
/** Of what is wrong. */
const MOST_SHOWN = 20;

const names = kindsOfViewers.map(({ name }) => name);
const readers = kindsOfViewers.filter(({ rights }) => rights?.reads).map(({ name }) => name);
const analysts = kindsOfViewers.filter(({ rights }) => rights?.study).map(({ name }) => name);

describe("the schema", () => {
  test("has a rule for every field of every type, and no rule is for a field that is not there", () => {
    const fields = [...reachableTypes(schema)].map(([name, type]) => [
      name,
      Object.keys(type.getFields()).sort(),
    ]);
    const ruled = [...rules].map(([name, own]) => [name, [...own.keys()].sort()]);
    expect(Object.fromEntries(ruled)).toEqual(Object.fromEntries(fields));
  });

  test("has no text that is taken for a measurement: each was judged by hand", () => {
    const texts = [...reachableTypes(schema)].flatMap(([name, type]) =>
      Object.values(type.getFields())
        .filter((field) => ["String", "JSON"].includes(getNamedType(field.type).name))
        .filter((field) => rules.get(name)?.get(field.name) === "MEASUREMENT")
        .map((field) => `${name}.${field.name}`),
    );
    expect(texts.filter((text) => !text.endsWith("Contributors"))).toEqual([]);
  });
});

// Most of it is waiting for PostgreSQL.
describe("what is read", { timeout: PATIENCE_MS }, () => {
  test.concurrent.each(names)("%s gets what the rules say, over HTTP and a socket", async (name) => {
    await interview(gateway.url, of(name), known);
    expect(of(name).mismatches.slice(0, MOST_SHOWN)).toEqual([]);
  });
});

describe("what is told", { timeout: PATIENCE_MS }, () => {
  test.concurrent.each(names)("%s is told of events what the rules say", async (name) => {
    const one = of(name);
    const wanted = one.viewer.rights?.reads ? wantedEvents(feed, known.facts, one.viewer.rights) : [];
    const told = await hear(gateway.url, one.bearer, { atLeast: wanted.length });
    // Of a record that went to somebody else, its id is told to whom it went from.
    one.answers.push(JSON.stringify(told.events.filter(({ __typename }) => __typename !== "RecordDeleted")));
    one.cursor = told.events.at(-1)?.cursor ?? null;
    if (!one.viewer.rights?.reads) {
      expect(told).toMatchObject({ events: [], refused: expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/) });
      return;
    }
    one.comparison?.note("Subscription", "dataEvents", "as it is");
    one.comparison?.compare("events", wanted, lastOfEach(told.events));
    expect([told.refused, one.mismatches.slice(0, MOST_SHOWN)]).toEqual([null, []]);
    expect(wanted.length > 0).toBe(one.viewer.rights.people?.length !== 0);
  });
});

describe("what is changed", () => {
  test.each(names)("%s may change what the rules say", async (name) => {
    const { viewer, bearer, comparison, answers } = of(name);
    for (const [root, mutation] of mutationsOn(known.everything)) {
      const { data, errors } = await askOverHttp(gateway.url, bearer).ask(mutation);
      answers.push(JSON.stringify({ data, errors }));
      const isAllowed = isForViewer(viewer.rights, root, "Mutation");
      const refusal = viewer.rights === null ? "UNAUTHENTICATED" : "FORBIDDEN";
      expect([root, errors?.[0]?.extensions["code"]]).toEqual([root, isAllowed ? undefined : refusal]);
      if (!isAllowed) continue;
      comparison?.note("Mutation", root, "as it is");
      for (const [type, field] of fieldsIn(data?.[root])) comparison?.note(type, field, "as it is");
    }
  });
});

describe("no answer holds", () => {
  test.each(names)("what is another's, of those to %s", (name) => {
    const { answers, viewer } = of(name);
    expect(strangersValues(answers, viewer.rights)).toEqual([]);
    // Operators know deliveries by the accounts that they speak of.
    if (viewer.rights?.reads || !viewer.rights)
      expect(strangersKeys(answers, viewer.rights, known.facts)).toEqual([]);
  });

  test.each(analysts)("what tells who somebody is, of those to %s", (name) => {
    const { answers, viewer } = of(name);
    if (viewer.rights) expect(identitiesIn(answers, viewer.rights, known.everything)).toEqual([]);
  });
});

describe("pseudonyms", () => {
  test("are the same all through a study, one for each, and others in another study", () => {
    const [one, two, ...others] = analysts.map((name) => of(name).comparison?.pseudonyms ?? new Map());
    expect(one?.size).toBeGreaterThan(80);
    expect(new Set(one?.values()).size).toBe(one?.size);
    for (const other of others) expect(other).toEqual(one);
    expect([...(two?.keys() ?? [])].sort()).toEqual([...(one?.keys() ?? [])].sort());
    const ofOne = new Set(one?.values());
    expect([...(two?.values() ?? [])].filter((name) => ofOne.has(name))).toEqual([]);
  });
});

describe("what others got is of no use:", { timeout: PATIENCE_MS }, () => {
  const givers = ["admin", "analyst, study 1", "analyst, study 2", "ada, by token", "bob, by token"];

  test.concurrent.each(kindsOfViewers.filter(({ rights }) => rights).map(({ name }) => name))(
    "%s gets no more by ids and cursors of others",
    async (name) => {
      await using asker = askOverSocket(gateway.url, of(name).bearer);
      const answers: string[] = [];
      const ask = async (query: string) => {
        const outcome = await asker.ask(query);
        answers.push(JSON.stringify(outcome));
        return outcome;
      };
      const taker = { ...giverOf(name), ask };
      const wrong: string[] = [];
      for (const giver of givers) {
        wrong.push(...(await swapCursors(schema, known.facts, giverOf(giver), taker)));
        // Users have the ids that keys have.
        if (giver.endsWith("token")) continue;
        wrong.push(...(await swapIds(known.facts, giverOf(giver), taker)));
        wrong.push(...(await swapFilters(schema, known.facts, giverOf(giver), taker)));
      }
      expect(wrong).toEqual([]);
      expect(strangersValues(answers, of(name).viewer.rights)).toEqual([]);
    },
  );

  test.concurrent.each(readers)("%s hears no more by ids and cursors of others", async (name) => {
    const { rights } = of(name).viewer;
    if (!rights) return;
    for (const giver of givers.map(giverOf).filter((one) => one.rights.cursorsOf !== rights.cursorsOf)) {
      const cursor = of(giver.name).cursor;
      const { events, refused } = await hear(gateway.url, of(name).bearer, { after: cursor, atLeast: 1 });
      expect([events, refused]).toEqual([[], expect.stringContaining("BAD_USER_INPUT")]);
    }
    const others = [...known.facts].filter(
      ([, fact]) => fact.kind === "User" && (rights.study || !maySee(rights, fact)),
    );
    if (others.length === 0) return;
    const told = await hear(gateway.url, of(name).bearer, { userIds: others.map(([id]) => id) });
    expect(told).toEqual({ events: [], refused: null });
  });
});

/** Fields that hold nothing here: what such a record never has, and what comes and goes with the hour. */
const EMPTY = `
  Athlete.endTime Athlete.localDate Athlete.series Athlete.startTime Athlete.utcOffset Hormone.endTime Hormone.series
  HealthObservation.series LabReport.endTime LabReport.series Menstruation.series PlannedWorkout.endTime
  PlannedWorkout.series PlannedWorkout.utcOffset RecordDeleted.connection ApiKey.lastUsedAt Delivery.nextTryAt
  IngestStatus.oldestPendingAt`;

test("somebody sees something in every field: nothing above was compared with nothing", () => {
  const seen = new Set<string>();
  for (const { comparison } of [of("admin"), of("ada, by token")])
    for (const [field, outcome] of comparison?.outcomes ?? []) if (outcome === "as it is") seen.add(field);
  const objects = [...reachableTypes(schema).values()].filter((type) => !isInterfaceType(type));
  const fields = objects.flatMap((type) =>
    Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
  );
  expect(fields.filter((field) => !seen.has(field)).sort()).toEqual(EMPTY.trim().split(/\s+/).sort());
});
