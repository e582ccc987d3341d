/** Events of a connection's life as Terra sends them, and what the gateway shows of it. */
import { read } from "../graphql-client.ts";
import { deliver } from "../terra-client.ts";

export type Sent = { body: object; headers?: Record<string, string> };
type Gateway = { url: string; secret: string; adminKey: string };
type Made = { at?: number; createdAt?: string | null; reference?: string | null; provider?: string | null };

/** Of each event the clock in milliseconds after some instant; none where Terra gives none. */
function stamped(body: object, { at }: Made): Sent {
  return at === undefined
    ? { body }
    : { body, headers: { "x-terra-ordering-timestamp": String(1_780_000_000_000 + at) } };
}

function user(
  id: string,
  { createdAt = null, reference = null, provider = "GARMIN" }: Made,
  more: object = {},
) {
  return {
    user_id: id,
    provider,
    reference_id: reference,
    created_at: createdAt,
    last_webhook_update: null,
    ...more,
  };
}

export function auth(id: string, made: Made = {}, more: object = {}): Sent {
  return stamped({ type: "auth", status: "success", user: user(id, made), ...more }, made);
}

export function event(type: string, id: string, made: Made = {}, more: object = {}): Sent {
  return stamped({ type, status: "warning", user: user(id, made), message: `${type} of it`, ...more }, made);
}

export function reauth(from: string, to: string, made: Made = {}): Sent {
  const body = {
    type: "user_reauth",
    status: "warning",
    old_user: user(from, made),
    new_user: user(to, made),
  };
  return stamped({ ...body, message: "old ID has been deleted" }, made);
}

export function day(id: string, steps: number, made: Made = {}, date = "2026-05-01"): Sent {
  const metadata = { start_time: `${date}T00:00:00+02:00`, end_time: `${date}T23:59:59+02:00` };
  const heart_rate_data = {
    detailed: { hr_samples: [{ timestamp: `${date}T08:00:00+02:00`, bpm: 60 + steps }] },
  };
  const data = [{ metadata, distance_data: { steps }, heart_rate_data }];
  return stamped({ type: "daily", user: user(id, made), data }, made);
}

/** Sends them one after the other; every answer must be 200. */
export async function tell(gateway: Gateway, sent: readonly Sent[]): Promise<void> {
  for (const { body, headers } of sent) {
    const { status } = await deliver(gateway, body, headers);
    if (status !== 200) throw new Error(`${JSON.stringify(body)} was answered ${status}`);
  }
}

export type ShownConnection = {
  id: string;
  terraUserId: string;
  provider: string;
  status: string;
  scopes: string[];
  notice: { type: string; at: string; message: string | null } | null;
  user: { id: string; referenceId: string | null };
  history: { nodes: { at: string; kind: string; terraUserId: string; details: Record<string, unknown> }[] };
  dailies: {
    nodes: { id: string; steps: number; localDate: string; series: { columns: { numbers: number[] }[] }[] }[];
  };
};

const SHOWN = `id terraUserId provider status scopes notice { type at message } user { id referenceId }
  history { nodes { at kind terraUserId details } }
  dailies(order: OLDEST_FIRST) { nodes { id steps localDate series(names: [HEART_RATE]) { columns { numbers } } } }`;

/** The connections whose newest Terra id begins so, in the order of that id. */
export async function connectionsOf(gateway: Gateway, prefix: string): Promise<ShownConnection[]> {
  const all = await read<{ connections: { nodes: { id: string; terraUserId: string }[] } }>(
    gateway,
    "{ connections(first: 10000) { nodes { id terraUserId } } }",
  );
  const own = all.connections.nodes.filter(({ terraUserId }) => terraUserId.startsWith(prefix));
  const shown = own.map(async ({ id }) => {
    const query = `query ($id: ID!) { connection(id: $id) { ${SHOWN} } }`;
    return (await read<{ connection: ShownConnection }>(gateway, query, { id })).connection;
  });
  return (await Promise.all(shown)).sort((a, b) => (a.terraUserId < b.terraUserId ? -1 : 1));
}

/** Every order of some things. */
export function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((thing, i) =>
    ordersOf([...things.slice(0, i), ...things.slice(i + 1)]).map((rest) => [thing, ...rest]),
  );
}
