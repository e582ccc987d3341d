import { array, assert, constant, constantFrom, nat, oneof, property, record } from "fast-check";
import { expect, test } from "vitest";
import { createQuota } from "../../src/graphql/quota.ts";

const LIMIT = 3;

test("as many are held as were taken and not given back, however often and in whatever order", () => {
  const take = record({ do: constant("take" as const), holder: constantFrom("a", "b") });
  const giveBack = record({ do: constant("give back" as const), which: nat(1_000) });
  assert(
    property(array(oneof(take, giveBack), { maxLength: 60, size: "max" }), (steps) => {
      const quota = createQuota(LIMIT, () => new Error("too many"));
      const held = { a: 0, b: 0 };
      const taken: { holder: "a" | "b"; giveBack: () => void; isHeld: boolean }[] = [];
      for (const step of steps) {
        if (step.do === "give back") {
          const one = taken[step.which % Math.max(1, taken.length)];
          one?.giveBack();
          if (one?.isHeld) held[one.holder]--;
          if (one) one.isHeld = false;
        } else if (held[step.holder] < LIMIT) {
          taken.push({ holder: step.holder, giveBack: quota.take(step.holder), isHeld: true });
          held[step.holder]++;
        } else {
          expect(() => quota.take(step.holder)).toThrow("too many");
        }
      }
    }),
  );
});
