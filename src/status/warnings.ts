/** What somebody should look at, in words. */
import type { Healthcheck } from "./healthcheck.ts";
import type { UnsettledDeliveries } from "./read-status.ts";

/** Whether the next healthcheck is overdue; never before the first, and never where `overdueSeconds` is 0. */
export function isOverdue(
  last: Pick<Healthcheck, "receivedAt"> | null,
  overdueSeconds: number,
  now: number = Date.now(),
): boolean {
  return last !== null && overdueSeconds > 0 && ageSeconds(last, now) > overdueSeconds;
}

/** How long ago it came. */
export function ageSeconds(
  { receivedAt }: Pick<Healthcheck, "receivedAt">,
  now: number = Date.now(),
): number {
  return Math.max(0, (now - Date.parse(receivedAt)) / 1000);
}

export function warningsOf(
  last: Healthcheck | null,
  overdueSeconds: number,
  { FAILED }: UnsettledDeliveries,
): string[] {
  const warnings: string[] = [];
  if (last && isOverdue(last, overdueSeconds)) {
    warnings.push(
      `Terra's last healthcheck came at ${last.receivedAt}, more than ${overdueSeconds} seconds ago: ` +
        "look whether Terra still has the destination enabled, and whether it reaches this gateway.",
    );
  }
  if (FAILED.count > 0) {
    warnings.push(
      `${FAILED.count} ${FAILED.count === 1 ? "delivery is" : "deliveries are"} FAILED, the oldest since ${FAILED.oldestAt}: ` +
        "deliveries(states: [FAILED]) says why.",
    );
  }
  return warnings;
}
