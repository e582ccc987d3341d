import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Facts } from "../../src/merge/facts.ts";
import type { TransferType } from "../../src/terra/transfer-event.ts";
import { joinTransferFacts } from "../../src/transfers/join-transfer.ts";
import { TransferStatus } from "../../src/transfers/transfer.ts";
import { transferStatementOf } from "../../src/transfers/transfer-statement.ts";
import { type Progress, statusOf } from "../../src/transfers/transfer-status.ts";
import { rowsIn } from "../docs/markdown-table.ts";

function said(
  type: TransferType,
  clockMicros: number | null,
  arrivedMicros = 0,
  expectedPayloads: number | null = null,
): Facts {
  const nothing = { expectedPayloads, retryAtMicros: null, startDate: null, endDate: null };
  const stamp = { terraUserId: "", clockMicros, arrivedMicros, deliveryId: "" };
  const event = { ...nothing, type, reference: "r", misfits: [] };
  return transferStatementOf(event, null, stamp)?.facts ?? {};
}

function progressOf(facts: Facts[], more: Partial<Progress> = {}): Progress {
  const none = { leastExpected: null, received: 0, payloadClockMicros: null, lastPayloadMicros: null };
  return { ...none, facts: joinTransferFacts({}, facts), ...more };
}

test.each([
  ["the later clock, whichever came last", 7, 8, 2, 1, "SENDING"],
  ["the later clock, whichever came first", 8, 7, 1, 2, "RATE_LIMITED"],
  ["SENDING where clocks are equal", 7, 7, 2, 1, "SENDING"],
  ["what has a clock", 7, null, 1, 2, "RATE_LIMITED"],
  ["the last arrival where nothing has a clock", null, null, 2, 1, "RATE_LIMITED"],
] as const)("goes by %s", (_by, limitedClock, sendingClock, limitedAt, sendingAt, status) => {
  const limited = said("rate_limit_hit", limitedClock, limitedAt);
  const sending = said("large_request_sending", sendingClock, sendingAt);
  const processing = said("large_request_processing", 9, 9);
  expect(statusOf(progressOf([limited, sending, processing]), 10)).toBe(status);
  const payload = { received: 1, payloadClockMicros: sendingClock, lastPayloadMicros: sendingAt };
  expect(statusOf(progressOf([limited, processing], payload), 10)).toBe(status);
});

const HOUR_MICROS = 3_600_000_000;
const limited = said("rate_limit_hit", 9);
const two = { leastExpected: 2, received: 2, lastPayloadMicros: 1 };

// Where it can be so, what stands further down the table holds too.
const ways: Record<Exclude<TransferStatus, "FAILED">, [Progress, number]> = {
  COMPLETE: [progressOf([said("large_request_sending", 1, 1, 2), limited], two), 2 * HOUR_MICROS],
  STALLED: [
    progressOf([said("large_request_sending", 1, 1, 3), limited], { ...two, leastExpected: 3 }),
    2 * HOUR_MICROS,
  ],
  QUIET: [progressOf([said("large_request_sending", 1), limited]), 2 * HOUR_MICROS],
  RATE_LIMITED: [progressOf([said("large_request_sending", 1), limited]), 10],
  SENDING: [progressOf([said("large_request_processing", 9), said("large_request_sending", 1)]), 10],
  PROCESSING: [progressOf([said("large_request_processing", 1)]), 10],
};

test("the docs have every state, in the order in which the first that holds is shown", () => {
  const docs = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
  const states = rowsIn(docs.slice(docs.indexOf("## 7. "), docs.indexOf("## 8. "))).map(([state]) => state);
  expect(states).toEqual([...Object.keys(ways), "FAILED"]);
  expect(states.toSorted()).toEqual(Object.keys(TransferStatus).sort());
});

test.each(Object.entries(ways))("is %s before what stands below it", (status, [progress, nowMicros]) => {
  expect(statusOf(progress, nowMicros)).toBe(status);
});
