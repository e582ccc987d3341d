/**
 * Long and untidy lives of connections: chains of up to five ids, told by links (twice, late, half filled), by second
 * authentications, or by both; people who share providers, and whose references change; large requests under way.
 */
import fc from "fast-check";
import { data, type HistoryDelivery, START_MS } from "./arbitrary-history.ts";

type Event = "deauth" | "access_revoked" | "connection_error" | "google_no_datasource" | "nobody" | "request";
type Told =
  | { what: "event"; event: Event; old: boolean }
  | { what: "data"; type: string; elements: object[]; requested: boolean };
/** How the person came by this id, after the one before. */
type Begun = {
  links: { bareOld: boolean; bareNew: boolean; late: boolean }[];
  inferred: boolean;
  isMoved: boolean;
  authed: "no" | "yes" | "undated";
  told: Told[];
  again: boolean;
};
type Account = { person: string; provider: string; ids: Begun[] };

export function arbitraryLives(): fc.Arbitrary<HistoryDelivery[]> {
  const account = fc.array(begun(), { minLength: 1, maxLength: 5 });
  const person = fc.tuple(account, fc.option(account, { freq: 3 }));
  return fc
    .array(person, { minLength: 1, maxLength: 3 })
    .map((people) =>
      people.flatMap(([garmin, oura], who) =>
        [
          { provider: "GARMIN", ids: garmin },
          { provider: "OURA", ids: oura ?? [] },
        ].flatMap((account) => lifeOf({ ...account, person: `%person${who}` })),
      ),
    )
    .filter((deliveries) => deliveries.length > 0);
}

function begun(): fc.Arbitrary<Begun> {
  return fc.record({
    links: fc.array(fc.record({ bareOld: fc.boolean(), bareNew: fc.boolean(), late: fc.boolean() }), {
      maxLength: 2,
    }),
    inferred: fc.boolean(),
    isMoved: fc.boolean(),
    authed: fc.constantFrom("no" as const, "yes" as const, "undated" as const),
    told: fc.array(told(), { maxLength: 3 }),
    again: fc.boolean(),
  });
}

function told(): fc.Arbitrary<Told> {
  const event = fc.record({
    what: fc.constant("event" as const),
    event: fc.constantFrom<Event>(
      ...(["deauth", "access_revoked", "connection_error"] as const),
      ...(["google_no_datasource", "nobody", "request"] as const),
    ),
    old: fc.boolean(),
  });
  const some = fc
    .tuple(data(), fc.boolean())
    .map(([{ type, elements }, requested]): Told => ({ what: "data", type, elements, requested }));
  return fc.oneof({ weight: 1, arbitrary: event }, { weight: 2, arbitrary: some });
}

function lifeOf({ person, provider, ids }: Account): HistoryDelivery[] {
  const name = `${person}-${provider}`;
  let reference = person;
  return ids.flatMap((one, place) => {
    const isLinked = place > 0 && (one.links.length > 0 || !one.inferred);
    // Nothing but a link can tell who it is whose reference is another now.
    if (isLinked && one.isMoved) reference = `${person}-moved${place}`;
    const user = userOf(`${name}-${place}`, provider, reference, place);
    const before = userOf(`${name}-${place - 1}`, provider, null, place - 1);
    const links = one.links.length > 0 ? one.links : [{ bareOld: false, bareNew: false, late: false }];
    const isInferred = place > 0 && !isLinked;
    const made = [
      ...(isLinked ? links.map((link, n) => linkOf(before, user, place, n, link)) : []),
      ...(isInferred ? [authOf({ ...before, reference_id: reference }, true), authOf(user, true)] : []),
      ...(isInferred || one.authed === "no" ? [] : [authOf(user, one.authed === "yes")]),
      ...one.told.map((told, n) => toldOf(told, place > 0 ? before : user, user, place * 10 + n + 1)),
    ];
    return one.again ? [...made, ...made.map(retraced)] : made;
  });
}

type User = ReturnType<typeof userOf>;

function userOf(user_id: string, provider: string, reference_id: string | null, place: number) {
  return {
    ...{ user_id, provider, reference_id, last_webhook_update: null },
    created_at: new Date(START_MS + place * 100_000).toISOString(),
  };
}

function authOf({ created_at, ...user }: User, isDated: boolean): HistoryDelivery {
  const dated = isDated ? { ...user, created_at } : user;
  return { body: { type: "auth", status: "success", user: dated }, headers: {} };
}

function linkOf(
  old_user: User,
  new_user: User,
  place: number,
  told: number,
  { bareOld, bareNew, late }: Begun["links"][number],
): HistoryDelivery {
  const bare = ({ user_id }: User) => ({ user_id });
  const body = {
    type: "user_reauth",
    status: "warning",
    old_user: bareOld ? bare(old_user) : old_user,
    new_user: bareNew ? bare(new_user) : new_user,
  };
  return { body, headers: stamp(place * 10 + told + (late ? 500 : 0)) };
}

function toldOf(told: Told, before: User, user: User, place: number): HistoryDelivery {
  const reference = { "terra-reference": `${user.user_id}-request` };
  if (told.what === "data") {
    const { type, elements } = told;
    const content = type === "athlete" ? { athlete: elements[0] } : { data: elements };
    // Of each id's deliveries only the first is without a clock.
    const headers = place % 10 === 1 ? {} : stamp(place);
    return {
      body: { type, user, ...content },
      headers: { ...headers, ...(told.requested ? reference : {}) },
    };
  }
  if (told.event === "nobody")
    return {
      body: { type: "user_reauth", status: "warning", old_user: null, new_user: user },
      headers: stamp(place),
    };
  if (told.event === "request") {
    const body = { type: "large_request_sending", user, expected_payloads: place % 4 };
    return { body, headers: { ...stamp(place), ...reference } };
  }
  const whose = told.old ? before : user;
  return {
    body: { type: told.event, status: "warning", user: whose, message: "said" },
    headers: stamp(place),
  };
}

/** The same under another trace id: Terra says it again, and it is no duplicate by its key. */
function retraced({ body, headers }: HistoryDelivery, place: number): HistoryDelivery {
  return { body, headers: { ...headers, "x-terra-trace-id": `%again-${place}` } };
}

function stamp(place: number): Record<string, string> {
  return { "x-terra-ordering-timestamp": String(START_MS + place * 7) };
}
