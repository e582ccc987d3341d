/**
 * Terra's own word on a destination, sent when it is saved and from time to time after that; how often is not
 * documented. What is missing or cannot be read is null.
 */
import { cleanText } from "./clean-text.ts";
import { readTime } from "./times.ts";

export type TerraHealthcheck = {
  status: string | null;
  createdAtMicros: number | null;
  trendPercentage: number | null;
  sentWebhooksLastHour: number | null;
};

const LONGEST_STATUS = 200;
const MOST_WEBHOOKS = 2 ** 31 - 1;

export function readHealthcheck(body: Record<string, unknown>): TerraHealthcheck {
  const { status, creation_timestamp, trend_percentage, sent_webhooks_last_hour } = body;
  const sent = numberOf(sent_webhooks_last_hour);
  return {
    status: typeof status === "string" ? cleanText(status).slice(0, LONGEST_STATUS) : null,
    createdAtMicros: readTime(creation_timestamp)?.instantMicros ?? null,
    trendPercentage: numberOf(trend_percentage),
    sentWebhooksLastHour: Number.isInteger(sent) && Math.abs(sent ?? 0) <= MOST_WEBHOOKS ? sent : null,
  };
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
