/** Days of people, delivered as Terra would, for clients to read back. */
import { expect } from "vitest";
import type { TestGateway } from "../gateway.ts";
import { deliver } from "../terra-client.ts";

export type SentDay = { referenceId: string; localDate: string; restingHeartRateBpm: number | null };

/** Every person's days from 2026-01-01 on, one by one the same for the same arguments. */
export function daysOf(people: readonly string[], days: number): SentDay[] {
  return people.flatMap((referenceId, person) =>
    Array.from({ length: days }, (_, day) => ({
      referenceId,
      localDate: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      // Null is not zero: every seventh day the device was not worn.
      restingHeartRateBpm: day % 7 === 6 ? null : 50 + person * 10 + day + 0.5,
    })),
  );
}

export async function sendDays(gateway: TestGateway, days: readonly SentDay[]): Promise<void> {
  for (const referenceId of new Set(days.map((day) => day.referenceId))) {
    const own = days.filter((day) => day.referenceId === referenceId);
    const response = await deliver(gateway, {
      type: "daily",
      user: { user_id: `tu-${referenceId}`, provider: "GARMIN", reference_id: referenceId },
      data: own.map(elementOf),
    });
    expect(response.status).toBe(200);
  }
}

function elementOf({ localDate, restingHeartRateBpm }: SentDay) {
  return {
    metadata: {
      start_time: `${localDate}T00:00:00.000000+05:45`,
      end_time: `${localDate}T23:59:59.000000+05:45`,
      upload_type: 1,
    },
    heart_rate_data: { summary: { resting_hr_bpm: restingHeartRateBpm } },
  };
}
