/** What each viewer is told from the beginning of the feed, beside what the admin is told of each person. */
import { setTimeout as sleep } from "node:timers/promises";
import type { GraphQLInterfaceType, GraphQLSchema } from "graphql";
import { failuresOf, openClient } from "./asking.ts";
import { type Facts, isOfType, maySee } from "./facts.ts";
import { isRow, type Row } from "./row.ts";
import { selectionsOf } from "./selections.ts";
import type { Rights } from "./viewers.ts";
import type { Person } from "./world.ts";

export type Told = { events: Row[]; refused: string | null };

/** How long nothing has to come, for all to have come; and how long to wait for what has to. */
const QUIET_MS = 400;
const LATE_MS = 10_000;

export function listen(schema: GraphQLSchema) {
  const selection = selectionsOf(schema).of(schema.getType("DataEvent") as GraphQLInterfaceType);
  const query = `subscription ($after: String, $userIds: [ID!]) { dataEvents(after: $after, userIds: $userIds) ${selection} }`;

  /** All that comes until nothing more does, and so much has come. */
  return async (
    url: string,
    bearer: string,
    { atLeast = 0, ...variables }: { atLeast?: number; [name: string]: unknown } = {},
  ): Promise<Told> => {
    const client = openClient(url, bearer);
    const told: Told = { events: [], refused: null };
    let last = Date.now();
    const leave = client.subscribe(
      { query, variables: { after: "START", ...variables } },
      {
        next: ({ data, errors }) => {
          last = Date.now();
          if (errors) told.refused = JSON.stringify(errors);
          else told.events.push(data?.["dataEvents"] as Row);
        },
        error: (reason) => {
          told.refused = JSON.stringify(failuresOf(reason));
        },
        complete: () => {},
      },
    );
    const isDone = () => {
      const patience = told.events.length < atLeast ? LATE_MS : QUIET_MS;
      return told.refused !== null || Date.now() - last > patience;
    };
    while (!isDone()) await sleep(20);
    leave();
    await client.dispose();
    return told;
  };
}

/** What became of a record or a transfer last stands for what became of it before; each change of a connection stands. */
export function lastOfEach(events: readonly Row[]): Row[] {
  const last = new Map(events.map((event) => [subjectOf(event), event]));
  return events.filter((event) => last.get(subjectOf(event)) === event);
}

function subjectOf(event: Row): string {
  const { RecordSaved__recordId: saved, RecordDeleted__recordId: deleted, cursor } = event;
  return saved ?? deleted ?? event.TransferProgressed__transfer?.reference ?? cursor ?? "";
}

/** What the admin is told of all, and of each person alone. */
export type Feed = { ofAll: readonly Row[]; of: ReadonlyMap<Person, readonly Row[]> };

/** What the viewer is to be told: of what there is, where they may see it; of what went, where it went from them. */
export function wantedEvents({ ofAll, of }: Feed, facts: Facts, rights: Rights): Row[] {
  const events = rights.people === null ? ofAll : rights.people.flatMap((person) => of.get(person) ?? []);
  return lastOfEach(
    events.filter((event) => isTold(rights, facts, event) && !isErased(rights, ofAll, event)),
  );
}

// What was said of a connection before it was erased was erased with it. A feed that still has it in memory tells it to
// whoever may hear everything.
function isErased({ people, providers, recordTypes }: Rights, ofAll: readonly Row[], event: Row): boolean {
  if (people === null && providers === null && recordTypes === null) return false;
  const gone = ofAll.filter(
    ({ __typename, ConnectionChanged__connection: now }) =>
      __typename === "ConnectionChanged" && now === null,
  );
  return gone.slice(0, -1).some(({ cursor }) => cursor === event.cursor);
}

function isTold(rights: Rights, facts: Facts, event: Row): boolean {
  const recordType = event.RecordSaved__recordType ?? event.RecordDeleted__recordType ?? null;
  const now = event.RecordSaved__recordId ?? event.TransferProgressed__transfer?.reference;
  const fact = facts.get(now ?? "");
  const connection = event[`${event.__typename}__connection`];
  const provider = fact?.providers[0] ?? (isRow(connection) ? connection.provider : null) ?? ERASED;
  if (!isOfType(rights, recordType)) return false;
  if (rights.providers !== null && !rights.providers.includes(provider)) return false;
  return now === undefined || (fact !== undefined && maySee(rights, fact));
}

/** The provider of the one connection that is gone. */
const ERASED = "WHOOP";
