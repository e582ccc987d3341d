/** What comes of an account's first days: the weeks before it was connected, which Terra asks the provider for. */
import type { TerraEvent, TerraUserPayload } from "../../terra/payloads/terra-event.ts";
import type { Account } from "./account.ts";
import { diceFor } from "./dice.ts";
import { identityAt } from "./identity.ts";
import { dailyPayload } from "./payloads/daily-payload.ts";
import { terraUser, VERSION } from "./payloads/introduction-payloads.ts";
import { utcText } from "./terra-clock.ts";
import { athleteSentAt } from "./timeline.ts";
import { uuidFor } from "./uuid-for.ts";
import { DAY, dateText, MINUTE } from "./zone.ts";

/** An event of a data request; a chunk of its data has a number. */
export type BackfillSent = {
  account: Account;
  emittedAt: number;
  reference: string;
  chunk: number | null;
  /** Made when it is asked for. */
  body(): TerraEvent;
};

const BACKFILL_DAYS = 24;
/** Terra puts no more into one body. */
const MOST_OBJECTS = 10;

/** Of accounts that tell of days, where Terra sends its reference with what it sends. */
export function backfillOf(account: Account): BackfillSent[] {
  const { connection } = account;
  const sampling = connection.provider.daily;
  if (!sampling || !connection.isStamped) return [];
  const reference = uuidFor(connection.terraUserId, "backfill");
  const bodies = requestBodies(account, reference);
  const chunks = chunksOfDates(Math.floor(connection.connectedAt / DAY)).map(
    (dates) => (user: TerraUserPayload) => ({
      type: "daily" as const,
      data: dates.map((date) => dailyPayload(account, date, sampling)),
      user,
      version: VERSION,
    }),
  );
  let previousAt = athleteSentAt(account);
  return [...bodies, ...chunks].map((body, index) => {
    const emittedAt = previousAt + (index + 1) * MINUTE;
    const user = terraUser(account, identityAt(account, emittedAt), previousAt);
    previousAt = emittedAt;
    const chunk = index < bodies.length ? null : index - bodies.length + 1;
    return { account, emittedAt, reference, chunk, body: () => body(user) };
  });
}

function chunksOfDates(before: number): number[][] {
  const dates = Array.from({ length: BACKFILL_DAYS }, (_, index) => before - BACKFILL_DAYS + index);
  const starts = dates.filter((_, index) => index % MOST_OBJECTS === 0);
  return starts.map((start) => dates.filter((date) => date >= start && date < start + MOST_OBJECTS));
}

// Now and then the provider lets Terra wait.
function requestBodies(
  { connection }: Account,
  reference: string,
): ((user: TerraUserPayload) => TerraEvent)[] {
  const { terraUserId, connectedAt } = connection;
  const waits = diceFor(terraUserId, "backfill").chance(0.4);
  const last = Math.floor(connectedAt / DAY) - 1;
  return [
    (user) => ({
      type: "large_request_processing",
      status: "processing",
      message: "Large request is being processed; payloads will be delivered when ready",
      reference,
      user,
    }),
    ...(waits
      ? [
          (user: TerraUserPayload): TerraEvent => ({
            type: "rate_limit_hit",
            message: "The provider's rate limit was hit; the request is tried again later",
            start_date: dateText(last - BACKFILL_DAYS + 1),
            end_date: dateText(last),
            retrying_at: utcText(connectedAt + 4 * MINUTE),
            user,
          }),
        ]
      : []),
    (user) => ({
      type: "large_request_sending",
      message: "Large request payloads are being sent",
      reference,
      expected_payloads: Math.ceil(BACKFILL_DAYS / MOST_OBJECTS),
      user,
    }),
  ];
}
