/** What one section of a record states: single values, a small list, or a series. */
import { hash as digest } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { Piece } from "../merge/pieces.ts";
import type { Sections } from "../merge/statement.ts";
import type { Version } from "../merge/version.ts";

export type Values = Record<string, unknown>;

export type Content =
  /** Metrics by their names, and under `extra` the leaves that no metric knows, by Terra's paths. */
  | { kind: "values"; values: Values; extra: Values }
  | { kind: "list"; items: Values[]; times: (number | null)[] }
  /** A series as it is stored; `hash` is over the samples and not over their compression. `packed` is null where it was not read. */
  | { kind: "series"; packed: Uint8Array | null; hash: string; count: number };

export type RecordPiece = Piece<Content, Version>;
export type RecordSections = Sections<Content, Version>;

/** A text that is equal for equal contents, whatever the order of keys. */
export function fingerprint(content: Content): string {
  switch (content.kind) {
    case "values":
      return `[${canonicalJson(content.values)},${canonicalJson(content.extra)}]`;
    case "list":
      return canonicalJson(content.items);
    case "series":
      return content.hash;
  }
}

/** Hashes what a record states, so that any two machines can order two statements with one clock. */
export function hashOf(sections: Sections<Content, unknown>): string {
  let stated = "";
  for (const section of Object.keys(sections).sort()) {
    for (const { from, to, content } of sections[section] ?? []) {
      stated += `${section}\n${from}\n${to}\n${fingerprint(content)}\n`;
    }
  }
  return digest("sha256", stated).slice(0, 32);
}
