/**
 * The load that would make deadlocks: very few people, whose deliveries each touch many of the same records, in
 * opposite orders; whose accounts are joined into chains, by what Terra says of them and by what follows from it; and
 * who move to and fro between references. Now and then they begin anew, so that there is always something to be joined.
 */
import { type Dice, diceFor } from "../../../src/simulator/world/dice.ts";
import type { Delivery } from "../load/send.ts";
import type { ToldDelivery } from "../load/story.ts";

const PEOPLE = 4;
const DAYS = 10;
const IDS_OF_A_CHAIN = 5;
const DELIVERIES_OF_A_LIFE = 150;
const firstStampMs = Date.UTC(2026, 2, 1);

export type HotKeys = { next(): ToldDelivery };

export function openHotKeys(seed: number): HotKeys {
  const dice = diceFor("hot keys", seed);
  const recent: ToldDelivery[] = [];
  let number = 0;
  return {
    next: () => {
      if (recent.length > 20 && dice.chance(0.1)) return dice.pick(recent);
      number += 1;
      const delivery = made(dice, number, `${seed}-${number}`);
      recent[number % 50] = delivery;
      return delivery;
    },
  };
}

function made(dice: Dice, number: number, traceId: string): ToldDelivery {
  // Lives overlap: somebody's last events come when another's first have come.
  const life = Math.floor((number + dice.whole(0, 30)) / DELIVERIES_OF_A_LIFE);
  const body = bodyOf(dice, number, { name: dice.whole(1, PEOPLE), life });
  const delivery: Delivery = {
    traceId,
    body: Buffer.from(JSON.stringify(body)),
    headers: { "dev-id": "proof", "x-terra-ordering-timestamp": String(firstStampMs + number) },
  };
  return { ...delivery, states: [] };
}

type Account = { name: number; life: number };

function bodyOf(dice: Dice, number: number, account: Account): object {
  const chance = dice.uniform();
  const step = dice.whole(1, IDS_OF_A_CHAIN);
  // Two that authenticate with one reference and provider are one account.
  if (chance < 0.15) return { type: "auth", status: "success", user: userOf(account, step, "own") };
  // Each may belong to two references, in turns: the account moves with all of its records.
  const user = userOf(account, step, dice.chance(0.1) ? "moved" : "own");
  if (chance < 0.2) return { type: "deauth", status: "success", user };
  if (chance < 0.35) return reauth(dice, account);
  const forwards = Array.from({ length: DAYS }, (_, i) => daily(i + 1, number));
  return { type: "daily", user, data: dice.chance(0.5) ? forwards : forwards.toReversed() };
}

function reauth(dice: Dice, account: Account): object {
  const step = dice.whole(1, IDS_OF_A_CHAIN - 1);
  const [old_user, new_user] = [userOf(account, step, "own"), userOf(account, step + 1, "own")];
  return { type: "user_reauth", status: "warning", old_user, new_user, user: new_user };
}

function userOf({ name, life }: Account, step: number, reference: "own" | "moved") {
  return {
    user_id: `hot-${name}-${life}-${step}`,
    provider: `PROVIDER-${life}`,
    created_at: new Date(firstStampMs + step).toISOString(),
    reference_id: reference === "own" ? `person-${name}` : `person-${(name % PEOPLE) + 1}`,
  };
}

function daily(day: number, number: number) {
  const date = (of: number) => new Date(Date.UTC(2026, 1, of)).toISOString().slice(0, 10);
  return {
    metadata: { start_time: `${date(day)}T00:00:00+01:00`, end_time: `${date(day + 1)}T00:00:00+01:00` },
    distance_data: { steps: number },
  };
}
