import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sendInOrder } from "../../src/simulator/send-in-order.ts";
import { diceFor } from "../../src/simulator/world/dice.ts";
import type { SimulatedDelivery } from "../../src/simulator/world/simulated-delivery.ts";
import { deliveriesOf, NOVEMBER, worldOf } from "./world/bodies.ts";

const deliveries = deliveriesOf(worldOf(1, 2, false), NOVEMBER, 2);

test("sends several at once, but those of one connection one after another", async () => {
  const dice = diceFor("answers take their time");
  const underWay = new Set<string>();
  const sent: SimulatedDelivery[] = [];
  let most = 0;
  const send = async (delivery: SimulatedDelivery): Promise<void> => {
    expect(underWay).not.toContain(delivery.terraUserId);
    underWay.add(delivery.terraUserId);
    sent.push(delivery);
    most = Math.max(most, underWay.size);
    await sleep(dice.whole(0, 3));
    underWay.delete(delivery.terraUserId);
  };
  const end = new AbortController();
  await sendInOrder(deliveries, send, { atOnce: 3, end });
  expect(end.signal.reason).toBeUndefined();
  expect(most).toBe(3);
  expect(sent).toHaveLength(deliveries.length);
  const ofOne = Map.groupBy(sent, ({ terraUserId }) => terraUserId);
  expect(ofOne).toEqual(Map.groupBy(deliveries, ({ terraUserId }) => terraUserId));
});

test("sends nothing more after the first that fails, and says why it ended", async () => {
  const away = new Error("away");
  let sent = 0;
  const end = new AbortController();
  const send = async (): Promise<void> => {
    sent += 1;
    if (sent === 5) throw away;
  };
  await sendInOrder(deliveries, send, { atOnce: 1, end });
  expect({ sent, why: end.signal.reason }).toEqual({ sent: 5, why: away });
});
