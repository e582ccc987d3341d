import type { TerraEvent } from "../../terra/payloads/terra-event.ts";
import type { Account } from "./account.ts";
import { type Aside, asidesBetween } from "./asides.ts";
import { type BackfillSent, backfillOf } from "./backfill.ts";
import { type Identity, identityAt } from "./identity.ts";
import { athleteEvent, authEvent } from "./payloads/introduction-payloads.ts";
import { type Person, personOf } from "./person.ts";
import type { SimulatedDelivery } from "./simulated-delivery.ts";
import { athleteSentAt, changesSentBefore, type Sent, sentBetween } from "./timeline.ts";
import { uuidFor } from "./uuid-for.ts";
import { DAY } from "./zone.ts";

export type WorldOptions = {
  seed: number;
  users: number;
  /** Whether bodies carry their samples, as Terra's do unless its dashboard says otherwise. */
  samples: boolean;
  /** Whether every event of Terra's is played, and not only data and what opens a connection. */
  events?: boolean;
};

export type World = { people: readonly Person[]; accounts: readonly Account[]; hasEvents: boolean };

const DEV_ID = "terrarium-simulator";

/** People and their connections. The first of them are the same, however many there are. */
export function createWorld({ seed, users, samples, events = false }: WorldOptions): World {
  const people = Array.from({ length: users }, (_, index) => personOf(seed, index));
  const accounts = people.flatMap((person) =>
    person.connections.map((connection) => ({ person, connection, samples, hasLife: events })),
  );
  return { people, accounts, hasEvents: events };
}

/**
 * What opens every connection: its auth, then its athlete, from before any history that is played. They are the same
 * whenever they are sent.
 */
export function introductions({ accounts }: World): SimulatedDelivery[] {
  return accounts.flatMap((account) => {
    const { connectedAt } = account.connection;
    const identity = identityAt(account, connectedAt);
    const athleteAt = athleteSentAt(account);
    return [
      deliveryOf({ account, identity, emittedAt: connectedAt }, authEvent(account, identity)),
      deliveryOf({ account, identity, emittedAt: athleteAt }, athleteEvent(account, identity, connectedAt)),
    ];
  });
}

/** With events: the data of the weeks before each connection was opened, which Terra asked the provider for. */
export function* backfills({ accounts, hasEvents }: World): Generator<SimulatedDelivery> {
  if (!hasEvents) return;
  for (const account of accounts) {
    const identity = identityAt(account, account.connection.connectedAt);
    for (const sent of backfillOf(account)) yield backfillDelivery(sent, identity);
  }
}

/** How many those are, without making their bodies. */
export function countBackfills({ accounts, hasEvents }: World): number {
  return hasEvents ? accounts.reduce((sum, account) => sum + backfillOf(account).length, 0) : 0;
}

/** With events: how every account came by the id that it has when the history begins. */
export function changesBefore({ accounts, hasEvents }: World, historyFromMs: number): SimulatedDelivery[] {
  if (!hasEvents) return [];
  return accounts.flatMap((account) => changesSentBefore(account, historyFromMs).map(deliveryOfSent));
}

/** All that is emitted in [from, to), in this order. A body is made when it is its turn, and not kept. */
export function* deliveriesBetween(world: World, fromMs: number, toMs: number): Generator<SimulatedDelivery> {
  for (const [from, to] of daysOf(fromMs, toMs)) {
    const sent: (Sent | Aside)[] = world.accounts.flatMap((account) => sentBetween(account, from, to));
    if (world.hasEvents) sent.push(...asidesBetween(world.people, from, to));
    sent.sort((one, other) => one.emittedAt - other.emittedAt);
    for (const each of sent) yield "account" in each ? deliveryOfSent(each) : deliveryOfAside(each);
  }
}

/** How many those are, without making their bodies. */
export function countBetween(world: World, fromMs: number, toMs: number): number {
  const asides = world.hasEvents ? asidesBetween(world.people, fromMs, toMs).length : 0;
  return world.accounts.reduce((sum, account) => sum + sentBetween(account, fromMs, toMs).length, asides);
}

function* daysOf(from: number, to: number): Generator<[from: number, to: number]> {
  for (let start = from; start < to; ) {
    const end = Math.min(to, (Math.floor(start / DAY) + 1) * DAY);
    yield [start, end];
    start = end;
  }
}

function deliveryOfSent(sent: Sent): SimulatedDelivery {
  return deliveryOf(sent, sent.body());
}

function deliveryOf(
  { account, identity, emittedAt }: Pick<Sent, "account" | "identity" | "emittedAt">,
  body: TerraEvent,
): SimulatedDelivery {
  const { person, connection } = account;
  const { terraUserId } = identity;
  return {
    emittedAt,
    person: person.referenceId,
    provider: connection.provider.name,
    terraUserId,
    account: connection.terraUserId,
    body,
    headers: {
      ...ours,
      ...(connection.isStamped ? stampsOf(terraUserId, emittedAt) : {}),
    },
  };
}

// All chunks of one request have its reference, and numbers.
function backfillDelivery({ reference, chunk, body, ...sent }: BackfillSent, identity: Identity) {
  const delivery = deliveryOf({ ...sent, identity }, body());
  const headers = { ...delivery.headers, "terra-reference": reference };
  if (chunk === null) return { ...delivery, headers };
  return { ...delivery, headers: { ...headers, "x-terra-trace-id": `${reference}:chunk:${chunk}` } };
}

function deliveryOfAside({ emittedAt, person, provider, terraUserId, body }: Aside): SimulatedDelivery {
  return {
    emittedAt,
    person: person?.referenceId ?? "",
    provider,
    terraUserId,
    account: terraUserId,
    body,
    headers: { ...ours, ...stampsOf(terraUserId, emittedAt) },
  };
}

const ours = { "dev-id": DEV_ID, "hook-type": "WEBHOOK" };

function stampsOf(terraUserId: string, emittedAt: number): Record<string, string> {
  return {
    "terra-reference": uuidFor(terraUserId, emittedAt, "reference"),
    "x-terra-trace-id": uuidFor(terraUserId, emittedAt, "trace"),
    "x-terra-ordering-timestamp": String(emittedAt),
  };
}
