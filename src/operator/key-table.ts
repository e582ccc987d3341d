/** Keys as people read them. */
import type { ShownKey } from "./key-requests.ts";

const HEAD = ["prefix", "name", "scopes", "narrowed to", "expires", "last used", "state"];

export function keyTable(keys: readonly ShownKey[], now: Date): string {
  if (keys.length === 0) return "There are no keys: npm run keys -- create makes one.\n";
  const rows = [HEAD, ...keys.map((key) => cells(key, now))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}

/** What a key is, in a line. */
export function keyLine(key: ShownKey, now: Date): string {
  const [prefix, name, scopes, narrowed, expires, , state] = cells(key, now);
  const narrowing = narrowed === "" ? "" : `, narrowed to ${narrowed}`;
  return `${prefix} (${name}): ${scopes}${narrowing}, expires ${expires}, ${state}`;
}

function cells(key: ShownKey, now: Date): string[] {
  const { prefix, name, scopes, expiresAt, lastUsedAt } = key;
  const cells = [
    prefix,
    name,
    scopes.join(","),
    narrowing(key),
    expiresAt === null ? "never" : minute(expiresAt),
    lastUsedAt === null ? "never" : minute(lastUsedAt),
    stateOf(key, now),
  ];
  // What somebody named must not move a terminal's cursor.
  return cells.map((cell) => cell.replaceAll(/\p{C}/gu, "?"));
}

function narrowing({ referenceIds, userIds, providers, recordTypes, study, grants }: ShownKey): string {
  const parts = [
    referenceIds && listed("reference", referenceIds),
    userIds && listed("user", userIds),
    providers && listed("provider", providers),
    recordTypes && listed("type", recordTypes),
    study !== null && `study ${study}`,
    grants.length > 0 && listed("grant", grants),
  ];
  return parts.filter((part) => typeof part === "string").join("; ");
}

const MOST_LISTED = 3;

function listed(what: string, names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : "";
  return `${what} ${names.slice(0, MOST_LISTED).join(", ")}${more}`;
}

function stateOf({ revokedAt, expiresAt }: ShownKey, now: Date): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`;
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime() ? "expired" : "active";
}

function minute(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
