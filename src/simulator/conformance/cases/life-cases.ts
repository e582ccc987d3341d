/** What becomes of one account: its status, and what the app is told of it. */
import { everyOrder } from "../arrivals.ts";
import { at, auth, daily, data, dayOf, life, user } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { InAnyOrder } from "../matches.ts";
import { connects, ends, shows, showsNone } from "../questions.ts";

type Body = Delivery["body"];

/** Each a second newer than the one before it. */
function stamped(...bodies: Body[]): Delivery[] {
  return bodies.map((body, n) => ({ body, headers: at(n * 1000) }));
}

function status(claim: string, wanted: string, ...bodies: Body[]): Case {
  return caseOf(4, claim, {
    deliveries: stamped(...bodies),
    arrivals: everyOrder,
    asked: connects("status", [{ status: wanted }]),
  });
}

const deauth = life("deauth", { status: "success" });
const revoked = life("access_revoked");
const error = life("connection_error");

const STATUS_CASES: readonly Case[] = [
  status("an auth and data make a connection ACTIVE", "ACTIVE", auth(), daily(1)),
  status("a deauth makes it DEAUTHENTICATED", "DEAUTHENTICATED", auth(), daily(1), deauth),
  status(
    "data never revives what was deauthenticated",
    "DEAUTHENTICATED",
    auth(),
    deauth,
    daily(1),
    daily(2),
  ),
  status(
    "an auth of the same id with a later clock revives it",
    "ACTIVE",
    auth(),
    deauth,
    auth({ message: "again" }),
  ),
  status("access_revoked makes it REVOKED", "REVOKED", auth(), daily(1), revoked),
  status("data never revives what was revoked", "REVOKED", auth(), revoked, daily(1)),
  status(
    "an auth with a later clock revives what was revoked",
    "ACTIVE",
    auth(),
    revoked,
    auth({ message: "again" }),
  ),
  status("connection_error makes it DEGRADED", "DEGRADED", auth(), daily(1), error),
  status("data with a later clock makes what was DEGRADED ACTIVE", "ACTIVE", auth(), error, daily(1)),
  status(
    "an auth with a later clock makes what was DEGRADED ACTIVE",
    "ACTIVE",
    auth(),
    error,
    auth({ message: "again" }),
  ),
  status(
    "an error after the data makes it DEGRADED again",
    "DEGRADED",
    auth(),
    error,
    daily(1),
    life("connection_error", { message: "again" }),
  ),
  status("google_no_datasource changes no status", "ACTIVE", auth(), life("google_no_datasource")),
  status(
    "a permission_change changes no status",
    "ACTIVE",
    auth(),
    life("permission_change", { scopes_added: "a", scopes_removed: "" }),
  ),
  caseOf(4, "an auth without the header goes by its created_at, taken as UTC", {
    deliveries: [
      { body: auth({ user: user({ created_at: "2026-03-01T09:00:00.000000" }) }) },
      { body: deauth, headers: { "x-terra-ordering-timestamp": String(Date.UTC(2026, 2, 1, 10)) } },
      { body: auth({ user: user({ created_at: "2026-03-01T11:00:00.000000" }) }) },
    ],
    arrivals: everyOrder,
    asked: connects("status", [{ status: "ACTIVE" }]),
  }),
  caseOf(4, "a failed auth and a cancelled one make nothing", {
    deliveries: stamped(
      auth({ status: "error", reason: "auth_cancelled", reference_id: "%" }),
      { type: "auth", status: "error", reference_id: "%", reason: "access_denied" },
      { type: "auth_cancelled", status: "error", reference_id: "%", reason: "access_denied" },
    ),
    asked: {
      query: '{ user(referenceId: "%") { connections { id } } }',
      wanted: ({ user }: { user: { connections: unknown[] } | null }) =>
        (user?.connections.length ?? 0) === 0,
    },
  }),
];

const FACT_CASES: readonly Case[] = [
  caseOf(4, "a permission_change brings the new whole set of scopes", {
    deliveries: stamped(
      auth({ user: user({ scopes: "a,b" }) }),
      life("permission_change", { user: user({ scopes: "a,c" }), scopes_added: "c", scopes_removed: "b" }),
    ),
    arrivals: everyOrder,
    asked: connects("scopes", [{ scopes: new InAnyOrder("a", "c") }]),
  }),
  caseOf(4, "null overwrites no scopes, no provider and no referenceId", {
    deliveries: stamped(
      auth({ user: user({ scopes: "a,b" }) }),
      daily(1, { user: { user_id: "%", provider: null, reference_id: null, scopes: null } }),
      daily(2, { user: { user_id: "%", provider: "", reference_id: "" } }),
    ),
    arrivals: everyOrder,
    asked: connects("provider scopes", [{ provider: "GARMIN", scopes: new InAnyOrder("a", "b") }]),
  }),
  caseOf(4, "a provider that is not named yet is UNKNOWN", {
    deliveries: stamped(daily(1, { user: { user_id: "%", reference_id: "%", provider: null } })),
    asked: connects("provider", [{ provider: "UNKNOWN" }]),
  }),
  caseOf(4, "data of an id that nobody has announced makes a connection at once", {
    deliveries: [{ body: daily(5) }],
    asked: [
      connects("terraUserId status provider", [{ terraUserId: "%", status: "ACTIVE", provider: "GARMIN" }]),
      shows("dailies", "steps", [{ steps: 5 }]),
    ],
  }),
  caseOf(4, "data that comes without a reference is the person's as soon as an auth names one", {
    deliveries: stamped(auth(), daily(5, { user: { user_id: "%", provider: "GARMIN", reference_id: null } })),
    arrivals: everyOrder,
    asked: shows("dailies", "steps", [{ steps: 5 }]),
  }),
  ...[null, "", "  "].map((reference_id) =>
    caseOf(4, `a connection whose referenceId is ${JSON.stringify(reference_id)} shares its user with none`, {
      deliveries: stamped(
        ...["%-a", "%-b"].map((user_id) => daily(1, { user: user({ user_id, reference_id }) })),
      ),
      asked: ["%-a", "%-b"].map((terraUserId, n) =>
        ends(n, "connection { user { referenceId connections { terraUserId } } }", {
          connection: { user: { referenceId: null, connections: [{ terraUserId }] } },
        }),
      ),
    }),
  ),
  caseOf(4, "a changed referenceId moves the connection with its records", {
    deliveries: stamped(daily(5), auth({ user: user({ reference_id: "%-other" }) })),
    arrivals: everyOrder,
    asked: [
      showsNone("dailies"),
      shows("dailies", "steps", [{ steps: 5 }], "%-other"),
      connects("terraUserId", [{ terraUserId: "%" }], "%-other"),
    ],
  }),
  caseOf(4, "two accounts of one person are two connections of one user", {
    deliveries: stamped(
      daily(1, { user: user({ user_id: "%-a", provider: "OURA" }) }),
      daily(2, { user: user({ user_id: "%-b", provider: "FITBIT" }) }),
    ),
    arrivals: everyOrder,
    asked: connects("provider", new InAnyOrder({ provider: "OURA" }, { provider: "FITBIT" })),
  }),
];

const nodes = (kinds: string[]) => new InAnyOrder(...kinds.map((kind) => ({ kind, terraUserId: "%" })));

const HISTORY_CASES: readonly Case[] = [
  caseOf(4, "the history has every event of the account's life", {
    deliveries: stamped(
      auth(),
      error,
      life("permission_change", { scopes_added: "a", scopes_removed: "" }),
      revoked,
    ),
    arrivals: everyOrder,
    asked: connects("history { nodes { kind terraUserId } }", [
      { history: { nodes: nodes(["auth", "connection_error", "permission_change", "access_revoked"]) } },
    ]),
  }),
  caseOf(4, "the history keeps what was sent, the widget's session too", {
    deliveries: stamped(auth({ widget_session_id: "the-session-of-the-widget" })),
    asked: connects("history { nodes { details } }", ([only]: { history: { nodes: unknown[] } }[]) =>
      JSON.stringify(only?.history.nodes).includes("the-session-of-the-widget"),
    ),
  }),
  caseOf(4, "an event that comes twice is once in the history", {
    deliveries: stamped(auth(), error),
    arrivals: () => [[[0], [1], [1], [0]]],
    asked: connects("history { nodes { kind terraUserId } }", [
      { history: { nodes: nodes(["auth", "connection_error"]) } },
    ]),
  }),
  ...["connection_error", "access_revoked", "google_no_datasource"].map((type) =>
    caseOf(4, `after ${type} a notice tells the app what to ask of the person`, {
      deliveries: stamped(auth(), life(type, { message: "say it again" })),
      arrivals: everyOrder,
      asked: connects("notice { type at message }", [{ notice: { type: /./, at: /^\d{4}-/ } }]),
    }),
  ),
  caseOf(4, "an account that is well has no notice", {
    deliveries: stamped(auth(), data("daily", [{ metadata: dayOf("2026-03-01") }])),
    asked: connects("notice { type }", [{ notice: null }]),
  }),
];

export const LIFE_CASES: readonly Case[] = [...STATUS_CASES, ...FACT_CASES, ...HISTORY_CASES];
