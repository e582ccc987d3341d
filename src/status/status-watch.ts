/** What /metrics and /readyz say of ingest. They are asked often, and by many: an answer serves for some seconds. */
import type { Kysely } from "kysely";
import { Gauge, type Registry } from "prom-client";
import type { Database } from "../database/database.ts";
import type { Healthcheck } from "./healthcheck.ts";
import { readLastHealthcheck, readUnsettled, type UnsettledDeliveries } from "./read-status.ts";
import { ageSeconds, isOverdue } from "./warnings.ts";

/** As /readyz shows it. */
export type HealthcheckDetail = { lastReceivedAt: string; overdue: boolean };

export type StatusWatch = {
  /** Undefined before the first healthcheck, and where the database does not say at once. Never rejects. */
  detail(): Promise<HealthcheckDetail | undefined>;
};

export type StatusWatchOptions = {
  db: Kysely<Database>;
  healthcheckOverdueSeconds: number;
  registry: Registry;
};

const RECENT_MS = 2_000;
const SOON_MS = 250;

export function openStatusWatch({
  db,
  healthcheckOverdueSeconds,
  registry,
}: StatusWatchOptions): StatusWatch {
  const last = recently(() => readLastHealthcheck(db));
  const unsettled = recently(() => readUnsettled(db));
  const overdue = (healthcheck: Healthcheck | null) => isOverdue(healthcheck, healthcheckOverdueSeconds);
  healthcheckGauges(registry, last, overdue);
  unsettledGauge(registry, unsettled);

  async function detail(): Promise<HealthcheckDetail | undefined> {
    const healthcheck = await last();
    return healthcheck
      ? { lastReceivedAt: healthcheck.receivedAt, overdue: overdue(healthcheck) }
      : undefined;
  }

  return { detail };
}

function healthcheckGauges(
  registry: Registry,
  last: () => Promise<Healthcheck | null | undefined>,
  overdue: (healthcheck: Healthcheck | null) => boolean,
): void {
  const gauge = (name: string, help: string, told: (healthcheck: Healthcheck) => number | null) =>
    new Gauge({
      name: `terrarium_healthcheck_${name}`,
      help: `${help} Absent before the first.`,
      registers: [registry],
      async collect() {
        const healthcheck = await last();
        const value = healthcheck ? told(healthcheck) : null;
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  gauge("age_seconds", "Time since Terra's last healthcheck came, in seconds.", (one) => ageSeconds(one));
  gauge("overdue", "Whether no healthcheck of Terra's has come for too long: 1 or 0.", (one) =>
    Number(overdue(one)),
  );
  gauge("trend_percentage", "The trend that Terra's last healthcheck told.", (one) => one.trendPercentage);
  gauge(
    "sent_last_hour",
    "Webhooks that Terra sent in the hour before its last healthcheck, by its own count.",
    (one) => one.sentWebhooksLastHour,
  );
}

function unsettledGauge(registry: Registry, unsettled: () => Promise<UnsettledDeliveries | undefined>): void {
  new Gauge({
    name: "terrarium_unsettled_deliveries",
    help: "Deliveries that are stored and not applied, in all the database: PENDING ones are tried again, FAILED ones need somebody.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const counts = await unsettled();
      this.reset();
      if (!counts) return;
      for (const state of ["PENDING", "FAILED"] as const) this.set({ state }, counts[state].count);
    },
  });
}

/**
 * Reads again when the last answer is too old, once for all who ask meanwhile, and not while it still waits for one:
 * a database that hangs does not gather questions. Undefined where no answer comes soon.
 */
function recently<Value>(read: () => Promise<Value>): () => Promise<Value | undefined> {
  let readAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  let reading: Promise<Value | undefined> = Promise.resolve(undefined);
  return async () => {
    if (!isReading && performance.now() - readAt > RECENT_MS) {
      isReading = true;
      reading = read()
        .catch(() => undefined)
        .finally(() => {
          isReading = false;
          readAt = performance.now();
        });
    }
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), SOON_MS);
    return await Promise.race([reading, late.promise]).finally(() => clearTimeout(timer));
  };
}
