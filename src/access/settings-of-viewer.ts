/**
 * What a viewer may see, as settings of a transaction: by these PostgreSQL's row security decides, see migration 0006.
 * Written as expressions of a select, since they go in the one message that begins the transaction.
 */
import { escapeLiteral } from "pg";
import { mayOperate, mayReadPeople, reachesEverything } from "./policy.ts";
import { ADMIN, type Viewer } from "./viewer.ts";

/** Where row security is off, everybody gets the settings of whoever may see all: the policy alone decides. */
export function settingsOfViewer(viewer: Viewer, rowSecurity: boolean): string[] {
  return rowSecurity ? settingsOf(viewer) : settingsOf(ADMIN);
}

/** True as long as the viewer's key is as it was when it was read; null of whoever has none. */
export function standingOfViewer({ key }: Viewer): string | null {
  return key && `api_key_stands(${escapeLiteral(key.id)}::uuid, ${Number(key.version)})`;
}

function settingsOf(viewer: Viewer): string[] {
  const { people, providers, recordTypes } = viewer.reach;
  const extent = reachesEverything(viewer) ? "'all'" : "'some'";
  const settings: [name: string, value: string][] = [];
  // An operator counts connections, and finds deliveries by them.
  if (mayReadPeople(viewer) || mayOperate(viewer)) settings.push(["people", extent]);
  if (mayReadPeople(viewer)) settings.push(["records", extent]);
  if (mayOperate(viewer)) settings.push(["deliveries", extent]);
  if (people) {
    const users = `${arrayOf(people.userIds, "uuid")}, ${arrayOf(people.referenceIds, "text")}`;
    settings.push(["users", `terrarium_users(${users})::text`]);
  }
  if (providers) settings.push(["providers", `${arrayOf(providers, "text")}::text`]);
  if (recordTypes) settings.push(["record_types", `${arrayOf(recordTypes, "text")}::text`]);
  return settings.map(([name, value]) => `set_config('terrarium.${name}', ${value}, true)`);
}

function arrayOf(values: readonly string[], type: "uuid" | "text"): string {
  return `array[${values.map((value) => escapeLiteral(value)).join(", ")}]::${type}[]`;
}
