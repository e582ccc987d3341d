/** One account under several of Terra's ids: told by user_reauth, or by connecting again. */
import { everyOrder, everyOrderTwice } from "../arrivals.ts";
import { at, auth, daily, data, dayOf, life, reauth, user } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { InAnyOrder } from "../matches.ts";
import { connects, shows } from "../questions.ts";

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"];

/** The day of that place, under an id. */
function dayUnder(user_id: string, place: number): object {
  return data("daily", [{ metadata: dayOf(DAYS[place] ?? ""), distance_data: { steps: place } }], {
    user: user({ user_id }),
  });
}

/** An auth of an id, of which Terra made it at an hour of the day. */
function authOf(user_id: string, hour: number, more: Record<string, unknown> = {}): object {
  const created_at = `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000000`;
  return auth({ user: user({ user_id, created_at, ...more }) });
}

function stamped(...bodies: object[]): Delivery[] {
  return bodies.map((body, n) => ({ body, headers: at(n * 1000) }));
}

const oneConnection = (terraUserId: string, status = "ACTIVE") =>
  connects("terraUserId status", [{ terraUserId, status }]);
const daysShown = (...places: number[]) =>
  shows(
    "dailies(order: OLDEST_FIRST)",
    "steps",
    places.map((steps) => ({ steps })),
  );

const TOLD_CASES: readonly Case[] = [
  caseOf(4, "a re-authentication keeps the connection and its records under the new id", {
    deliveries: stamped(
      authOf("%-a", 8),
      dayUnder("%-a", 0),
      reauth("%-a", "%-b"),
      authOf("%-b", 9),
      dayUnder("%-b", 1),
    ),
    arrivals: everyOrder,
    asked: [oneConnection("%-b"), daysShown(0, 1)],
  }),
  caseOf(4, "two re-authentications are one chain, whichever is told first", {
    deliveries: stamped(
      dayUnder("%-a", 0),
      reauth("%-a", "%-b"),
      dayUnder("%-b", 1),
      reauth("%-b", "%-c"),
      dayUnder("%-c", 2),
    ),
    arrivals: everyOrder,
    asked: [oneConnection("%-c"), daysShown(0, 1, 2)],
  }),
  caseOf(4, "a chain of links alone joins in every order, n to m before o to n", {
    deliveries: stamped(reauth("%-a", "%-b"), reauth("%-b", "%-c"), reauth("%-c", "%-d")),
    arrivals: everyOrderTwice,
    asked: oneConnection("%-d"),
  }),
  caseOf(4, "data of the old id that comes late belongs to the same connection", {
    deliveries: stamped(dayUnder("%-a", 0), reauth("%-a", "%-b"), dayUnder("%-b", 1), dayUnder("%-a", 2)),
    arrivals: everyOrder,
    asked: [oneConnection("%-b"), daysShown(0, 1, 2)],
  }),
  caseOf(4, "of one day under both ids the new one's statement stands", {
    deliveries: stamped(
      daily(1, { user: user({ user_id: "%-a" }) }),
      reauth("%-a", "%-b"),
      daily(2, { user: user({ user_id: "%-b" }) }),
    ),
    arrivals: everyOrder,
    asked: shows("dailies", "steps", [{ steps: 2 }]),
  }),
  caseOf(4, "a re-authentication from an id to itself changes nothing", {
    deliveries: stamped(authOf("%-a", 8), dayUnder("%-a", 0), reauth("%-a", "%-a")),
    arrivals: everyOrder,
    asked: [oneConnection("%-a"), daysShown(0)],
  }),
  caseOf(4, "a re-authentication without its old user is the new id's connection", {
    deliveries: stamped({ ...reauth("%-a", "%-b"), old_user: null }, dayUnder("%-b", 0)),
    arrivals: everyOrder,
    asked: [oneConnection("%-b"), daysShown(0)],
  }),
  caseOf(4, "a link that would close a circle is refused and shown", {
    deliveries: stamped(reauth("%-a", "%-b"), dayUnder("%-b", 0), reauth("%-b", "%-a")),
    asked: [
      oneConnection("%-b"),
      connects("history { nodes { details } }", (found: unknown) =>
        JSON.stringify(found).includes("refused"),
      ),
    ],
  }),
  caseOf(4, "what is said of an old id speaks for that id: its deauth leaves the connection ACTIVE", {
    deliveries: stamped(
      authOf("%-a", 8),
      reauth("%-a", "%-b"),
      authOf("%-b", 9),
      life("deauth", { status: "success", user: user({ user_id: "%-a" }) }),
    ),
    arrivals: everyOrder,
    asked: oneConnection("%-b"),
  }),
  caseOf(4, "the deauth of the newest id counts, whatever comes for older ones", {
    deliveries: stamped(
      reauth("%-a", "%-b"),
      authOf("%-b", 9),
      life("deauth", { status: "success", user: user({ user_id: "%-b" }) }),
      authOf("%-a", 8),
    ),
    arrivals: everyOrder,
    asked: oneConnection("%-b", "DEAUTHENTICATED"),
  }),
  caseOf(4, "the re-authentication is in the history", {
    deliveries: stamped(authOf("%-a", 8), reauth("%-a", "%-b"), authOf("%-b", 9)),
    arrivals: everyOrder,
    asked: connects(
      "history { nodes { kind } }",
      ([only]: { history: { nodes: { kind: string }[] } }[]) =>
        only?.history.nodes.some(({ kind }) => kind === "user_reauth") === true,
    ),
  }),
];

const INFERRED_CASES: readonly Case[] = [
  caseOf(4, "connecting again at the same provider joins the ids, in the order in which Terra made them", {
    deliveries: stamped(authOf("%-b", 9), dayUnder("%-b", 1), authOf("%-a", 8), dayUnder("%-a", 0)),
    arrivals: everyOrder,
    asked: [oneConnection("%-b"), daysShown(0, 1)],
  }),
  caseOf(4, "connecting three times is one chain", {
    deliveries: stamped(authOf("%-a", 8), authOf("%-b", 9), authOf("%-c", 10)),
    arrivals: everyOrder,
    asked: oneConnection("%-c"),
  }),
  caseOf(4, "a link that was inferred is marked so in the history", {
    deliveries: stamped(authOf("%-a", 8), authOf("%-b", 9)),
    arrivals: everyOrder,
    asked: connects("history { nodes { kind details } }", (found: unknown) =>
      JSON.stringify(found).includes("inferred"),
    ),
  }),
  caseOf(4, "connecting at another provider joins nothing", {
    deliveries: stamped(authOf("%-a", 8), authOf("%-b", 9, { provider: "OURA" })),
    arrivals: everyOrder,
    asked: connects("terraUserId", new InAnyOrder({ terraUserId: "%-a" }, { terraUserId: "%-b" })),
  }),
  caseOf(4, "connections are never joined across dev-ids", {
    deliveries: ["testing", "production"].map((devId, n) => ({
      body: authOf(`%-${n}`, 8 + n),
      headers: { ...at(n), "dev-id": devId },
    })),
    arrivals: everyOrder,
    asked: connects("terraUserId", new InAnyOrder({ terraUserId: "%-0" }, { terraUserId: "%-1" })),
  }),
];

const ID_CASES: readonly Case[] = [
  caseOf(4, "the ids of records and connections that were joined keep resolving", {
    deliveries: stamped(
      daily(1, { user: user({ user_id: "%-a" }) }),
      daily(2, { user: user({ user_id: "%-b" }) }),
      reauth("%-a", "%-b"),
    ),
    remembered: {
      after: 2,
      query: '{ user(referenceId: "%") { connections { terraUserId id healthRecords { nodes { id } } } } }',
      ids: joinedIds,
    },
    asked: [0, 1].flatMap((n) => [
      {
        query: `{ connection(id: "@${2 * n}") { terraUserId } }`,
        wanted: { connection: { terraUserId: "%-b" } },
      },
      {
        query: `{ healthRecord(id: "@${2 * n + 1}") { ... on Daily { steps } } }`,
        wanted: { healthRecord: { steps: 2 } },
      },
    ]),
  }),
];

type Found = { user: { connections: { id: string; healthRecords: { nodes: { id: string }[] } }[] } };

// Of each connection its id, then that of its record.
function joinedIds(found: unknown): string[] {
  const { connections } = (found as Found).user;
  return connections.flatMap(({ id, healthRecords }) => [id, ...healthRecords.nodes.map((node) => node.id)]);
}

export const CHAIN_CASES: readonly Case[] = [...TOLD_CASES, ...INFERRED_CASES, ...ID_CASES];
