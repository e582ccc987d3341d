import { expect, test } from "vitest";
import type { TransferType } from "../../src/terra/transfer-event.ts";
import { joinTransferFacts } from "../../src/transfers/join-transfer.ts";
import { type TransferFacts, transferStatementOf } from "../../src/transfers/transfer-statement.ts";
import { type Progress, statusOf } from "../../src/transfers/transfer-status.ts";

function said(type: TransferType, clockMicros: number | null, arrivedMicros = 0): TransferFacts {
  const nothing = { expectedPayloads: null, retryAtMicros: null, startDate: null, endDate: null };
  const stamp = { terraUserId: "", clockMicros, arrivedMicros, deliveryId: "" };
  const event = { ...nothing, type, reference: "r", misfits: [] };
  return transferStatementOf(event, null, stamp)?.facts ?? {};
}

function progressOf(facts: TransferFacts[], more: Partial<Progress> = {}): Progress {
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
