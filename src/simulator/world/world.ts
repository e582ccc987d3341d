import type { TerraEvent } from "../../terra/payloads/terra-event.ts";
import type { Account } from "./account.ts";
import { athleteEvent, authEvent, terraUser, VERSION } from "./payloads/introduction-payloads.ts";
import { type Person, personOf } from "./person.ts";
import type { SimulatedDelivery } from "./simulated-delivery.ts";
import { athleteSentAt, type Sent, sentBetween } from "./timeline.ts";
import { uuidFor } from "./uuid-for.ts";
import { DAY } from "./zone.ts";

export type WorldOptions = {
  seed: number;
  users: number;
  /** Whether bodies carry their samples, as Terra's do unless its dashboard says otherwise. */
  samples: boolean;
};

export type World = { people: readonly Person[]; accounts: readonly Account[] };

const DEV_ID = "terrarium-simulator";

/** People and their connections. The first of them are the same, however many there are. */
export function createWorld({ seed, users, samples }: WorldOptions): World {
  const people = Array.from({ length: users }, (_, index) => personOf(seed, index));
  const accounts = people.flatMap((person) =>
    person.connections.map((connection) => ({ person, connection, samples })),
  );
  return { people, accounts };
}

/**
 * What opens every connection: its auth, then its athlete, from before any history that is played. They are the same
 * whenever they are sent.
 */
export function introductions({ accounts }: World): SimulatedDelivery[] {
  return accounts.flatMap((account) => {
    const { connectedAt } = account.connection;
    return [
      deliveryOf(account, connectedAt, authEvent(account)),
      deliveryOf(account, athleteSentAt(account), athleteEvent(account, connectedAt)),
    ];
  });
}

/** All that is emitted in [from, to), in this order. A body is made when it is its turn, and not kept. */
export function* deliveriesBetween(world: World, fromMs: number, toMs: number): Generator<SimulatedDelivery> {
  for (const [from, to] of daysOf(fromMs, toMs)) {
    const sent = world.accounts.flatMap((account) => sentBetween(account, from, to));
    sent.sort((one, other) => one.emission.emittedAt - other.emission.emittedAt);
    for (const each of sent) yield deliveryOfSent(each);
  }
}

/** How many those are, without making their bodies. */
export function countBetween(world: World, fromMs: number, toMs: number): number {
  return world.accounts.reduce((sum, account) => sum + sentBetween(account, fromMs, toMs).length, 0);
}

function* daysOf(from: number, to: number): Generator<[from: number, to: number]> {
  for (let start = from; start < to; ) {
    const end = Math.min(to, (Math.floor(start / DAY) + 1) * DAY);
    yield [start, end];
    start = end;
  }
}

function deliveryOfSent({ account, emission, previousAt }: Sent): SimulatedDelivery {
  const user = terraUser(account, previousAt);
  return deliveryOf(account, emission.emittedAt, { ...emission.content(), user, version: VERSION });
}

function deliveryOf(account: Account, emittedAt: number, body: TerraEvent): SimulatedDelivery {
  const { person, connection } = account;
  const { terraUserId, isStamped, provider } = connection;
  const stamps = {
    "terra-reference": uuidFor(terraUserId, emittedAt, "reference"),
    "x-terra-trace-id": uuidFor(terraUserId, emittedAt, "trace"),
    "x-terra-ordering-timestamp": String(emittedAt),
  };
  return {
    emittedAt,
    person: person.referenceId,
    provider: provider.name,
    terraUserId,
    body,
    headers: {
      "dev-id": DEV_ID,
      "hook-type": "WEBHOOK",
      ...(isStamped ? stamps : {}),
    },
  };
}
