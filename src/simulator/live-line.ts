/** One delivery in one line: when, whose, what, its key figure, its size; and what the gateway said, if not "stored". */
import type { TerraEvent } from "../terra/payloads/terra-event.ts";
import type { Answer } from "./send.ts";
import { sizeOf } from "./size.ts";
import { isTaken } from "./tally.ts";
import { round1 } from "./world/round.ts";
import type { SimulatedDelivery } from "./world/simulated-delivery.ts";

export function liveLine({ emittedAt, person, provider, body }: SimulatedDelivery, answer: Answer): string {
  const columns = [
    new Date(emittedAt).toISOString().slice(0, 16).replace("T", " "),
    person.padEnd(20),
    provider.padEnd(14),
    body.type.padEnd(12),
    (keyFigure(body) ?? "").padEnd(18),
    sizeOf(answer.bytes).padStart(9),
  ];
  return [...columns, ...(isTaken(answer) ? [] : [answer.said])].join("  ");
}

/** What somebody who watches would ask of it first; null where the provider does not say. */
function keyFigure(event: TerraEvent): string | null {
  switch (event.type) {
    case "daily":
      return (
        figure(event.data[0]?.distance_data.steps, "steps") ??
        figure(event.data[0]?.calories_data.total_burned_calories, "kcal")
      );
    case "sleep":
      return hours(event.data[0]?.sleep_durations_data.asleep.duration_asleep_state_seconds);
    case "activity":
      return (
        event.data[0]?.metadata.name ?? figure(event.data[0]?.calories_data.total_burned_calories, "kcal")
      );
    case "body":
      return (
        figure(event.data[0]?.measurements_data.measurements[0]?.weight_kg, "kg") ??
        figure(event.data[0]?.glucose_data.day_avg_blood_glucose_mg_per_dL, "mg/dL")
      );
    case "nutrition":
      return figure(event.data[0]?.summary.macros.calories, "kcal");
    case "menstruation":
      return figure(event.data[0]?.menstruation_data.day_in_cycle, "day of the cycle");
    case "auth":
      return "connected";
    case "permission_change":
      return event.scopes_added === "" ? "takes back" : "permits";
    default:
      return null;
  }
}

function figure(value: number | null | undefined, unit: string): string | null {
  return value === null || value === undefined ? null : `${round1(value)} ${unit}`;
}

function hours(seconds: number | null | undefined): string | null {
  if (seconds === null || seconds === undefined) return null;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min asleep`;
}
