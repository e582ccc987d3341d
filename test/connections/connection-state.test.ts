import fc from "fast-check";
import { expect, test } from "vitest";
import { stateOf } from "../../src/connections/connection-state.ts";
import { connectionStatementOf } from "../../src/connections/connection-statement.ts";
import { joinFacts } from "../../src/merge/facts.ts";
import { readEnvelope } from "../../src/terra/envelope.ts";

const KINDS = [
  "auth",
  "deauth",
  "access_revoked",
  "connection_error",
  "google_no_datasource",
  "daily",
] as const;
type Kind = (typeof KINDS)[number];
type Happened = { kind: Kind; id: "old" | "new"; clock: number | null };
type Arrived = Happened & { arrived: number };

const happened: fc.Arbitrary<Happened> = fc.record({
  kind: fc.constantFrom(...KINDS),
  id: fc.constantFrom("old", "new", "new", "new"),
  clock: fc.constantFrom(1, 2, 3, 4, null),
});

/** Rule 4 of docs/rules.md, word for word, on the whole set of what happened. */
function ruled(all: readonly Arrived[]): { status: string; notice: string | null } {
  const own = all.filter(({ id }) => id === "new");
  const newest = (...kinds: Kind[]) =>
    kinds.flatMap(
      (kind) =>
        own
          .filter((one) => one.kind === kind)
          .sort(byVersion)
          .at(-1) ?? [],
    );
  const isAfter = (a: Arrived, b: Arrived) =>
    a.clock === null && b.clock === null ? a.arrived > b.arrived : (a.clock ?? 0) > (b.clock ?? 0);
  const isEnded = (kind: Kind) =>
    newest(kind).some(
      (end) =>
        !newest("auth").some((auth) => isAfter(auth, end) && !(end.clock === null && auth.clock !== null)),
    );
  const isCured = (kind: Kind, ...by: Kind[]) =>
    newest(kind).every((trouble) => newest(...by).some((cure) => isAfter(cure, trouble)));
  if (isEnded("deauth")) return { status: "DEAUTHENTICATED", notice: null };
  if (isEnded("access_revoked")) return { status: "REVOKED", notice: "access_revoked" };
  if (!isCured("connection_error", "auth", "daily"))
    return { status: "DEGRADED", notice: "connection_error" };
  return {
    status: "ACTIVE",
    notice: isCured("google_no_datasource", "daily") ? null : "google_no_datasource",
  };
}

function byVersion(a: Arrived, b: Arrived): number {
  return (a.clock ?? 0) - (b.clock ?? 0) || a.arrived - b.arrived;
}

function factsOf({ kind, id, clock, arrived }: Arrived) {
  const data = kind === "daily" ? [{}] : [];
  const envelope = readEnvelope({ type: kind, status: "success", user: { user_id: id }, data });
  const stamp = {
    ...{ terraUserId: id, clockMicros: clock, arrivedMicros: arrived },
    deliveryId: `delivery-${arrived}`,
  };
  const statement = envelope.user && connectionStatementOf(envelope, envelope.user, stamp, null);
  return statement?.facts ?? {};
}

test("a status is what the rule makes of all that happened to the newest id, in whatever order it is joined", () => {
  const lives = fc
    .array(happened, { minLength: 1, maxLength: 8 })
    .map((all) => all.map((one, arrived): Arrived => ({ ...one, arrived })))
    .chain((all) =>
      fc.record({ all: fc.constant(all), order: fc.shuffledSubarray(all, { minLength: all.length }) }),
    );
  fc.assert(
    fc.property(lives, ({ all, order }) => {
      const facts = joinFacts(order.map(factsOf), (id) => (id === "new" ? 1 : 0));
      const { status, notice } = stateOf(facts, "new");
      expect({ status, notice: notice?.type ?? null }).toEqual(ruled(all));
    }),
    { numRuns: 5_000 },
  );
});
