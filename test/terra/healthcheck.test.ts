import { expect, test } from "vitest";
import { readHealthcheck } from "../../src/terra/healthcheck.ts";
import { sampleText } from "../terra-client.ts";

test("reads what Terra sends, with its space for a T", () => {
  expect(readHealthcheck(JSON.parse(sampleText("healthcheck__docs-event-types")))).toEqual({
    status: "normal",
    createdAtMicros: Date.UTC(2025, 0, 1, 10) * 1000,
    trendPercentage: 0,
    sentWebhooksLastHour: 0,
  });
});

test("reads numbers that are texts or have fractions, and nothing that is none", () => {
  expect(readHealthcheck({ trend_percentage: "-12.5", sent_webhooks_last_hour: "6223" })).toEqual({
    status: null,
    createdAtMicros: null,
    trendPercentage: -12.5,
    sentWebhooksLastHour: 6223,
  });
  expect(
    readHealthcheck({
      status: 5,
      creation_timestamp: "yesterday",
      trend_percentage: {},
      sent_webhooks_last_hour: 1e12,
    }),
  ).toEqual({ status: null, createdAtMicros: null, trendPercentage: null, sentWebhooksLastHour: null });
});
