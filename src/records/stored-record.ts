/** A record's row as the sections that it states, and back. Series are in a table of their own. */

import { isoOfMicros } from "../database/instants.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import { sectionOf, sectionOfArray } from "../merge/section.ts";
import { type StoredVersion, sameVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import type { Version } from "../merge/version.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { isoOf, readTime } from "../terra/times.ts";
import type { Content, RecordPiece, RecordSections, Values } from "./content.ts";
import type { RecordState } from "./join-record.ts";
import { type Metric, metricsOf } from "./metric.ts";
import { sectionOfMetric } from "./payload-tree.ts";
import type { RecordRow } from "./record-row.ts";
import type { RecordDefinition } from "./record-types.ts";

/** How a section's pieces are kept beside the row: only what the row does not say already. */
type StoredPiece = { v?: StoredVersion; from?: number; to?: number; n?: number; times?: (number | null)[] };

const WHEN = ["startText", "endText", "localDate", "utcOffset"] as const;

/** All that the row says; series are not in it. */
export function stateOfRow(definition: RecordDefinition, row: Values): RecordState {
  const version = versionOfRow(row);
  const tombstone = row["tombstone"] as StoredVersion | null | undefined;
  return {
    version,
    sections: sectionsOfRow(definition, row, version),
    tombstone: tombstone ? versionOf(tombstone) : null,
  };
}

function sectionsOfRow(definition: RecordDefinition, row: Values, recordVersion: Version): RecordSections {
  const stored = row["sectionVersions"] as Record<string, StoredPiece[]>;
  const sections: RecordSections = Object.create(null);
  for (const [section, metrics] of metricsBySection(definition)) {
    const pieces = stored[section];
    const list = metrics.find((metric) => metric.kind === "list");
    const read = list
      ? listPieces(row[list.name], pieces, recordVersion)
      : valuePieces(section, metrics, row, pieces, recordVersion);
    if (read) sections[section] = read;
  }
  return withUnknown(sections, row["extra"], stored, recordVersion);
}

/** Writes what shows this state; what is not stated is left as it is. */
export function writeState(
  row: RecordRow,
  definition: RecordDefinition,
  { version: recordVersion, sections, tombstone }: RecordState,
): void {
  const extra: Values = Object.create(null);
  const versions: Values = {};
  for (const section in sections) {
    const pieces = sections[section] ?? [];
    for (const { content } of pieces) {
      if (content.kind === "values") row.setAll(content.values);
      if (content.kind === "values") Object.assign(extra, content.extra);
      if (content.kind === "list")
        addItems(row, metricsBySection(definition).get(section)?.[0], content.items);
    }
    const kept = pieces
      .filter(({ content }) => content.kind !== "series")
      .map((piece) => storedPiece(piece, recordVersion));
    if (kept.some((piece) => Object.keys(piece).length > 0)) versions[section] = kept;
  }
  row.set("sectionVersions", versions);
  if (Object.keys(extra).length > 0) row.set("extra", extra);
  if (tombstone) row.set("tombstone", storedVersion(tombstone));
  row.setAll(instants(row));
  row.setAll(versionColumns(recordVersion));
}

function addItems(row: RecordRow, metric: Metric | undefined, items: readonly Values[]): void {
  if (metric) row.set(metric.name, [...((row.get(metric.name) as Values[] | null) ?? []), ...items]);
}

function versionOfRow(row: Values): Version {
  return {
    terraUserId: row["terraUserId"] as string,
    clockMicros: row["clockMicros"] === null ? null : Number(row["clockMicros"]),
    arrivedMicros: readTime(row["arrivedAt"])?.instantMicros ?? 0,
    deliveryId: row["deliveryId"] as string,
    tie: row["tie"] as Version["tie"],
  };
}

const bySection = new Map<RecordDefinition, Map<string, Metric[]>>();

/** The metrics of each section; a list's section has that one metric. */
function metricsBySection(definition: RecordDefinition): Map<string, Metric[]> {
  const known = bySection.get(definition);
  if (known) return known;
  const made = new Map<string, Metric[]>();
  if (definition.day !== "none") made.set("metadata", []);
  for (const metric of metricsOf(definition.record)) {
    const section = sectionOfMetric(definition, metric);
    made.set(section, [...(made.get(section) ?? []), metric]);
  }
  bySection.set(definition, made);
  return made;
}

function valuePieces(
  section: string,
  metrics: readonly Metric[],
  row: Values,
  stored: readonly StoredPiece[] | undefined,
  recordVersion: Version,
): RecordPiece[] | null {
  const names = [...metrics.map((metric) => metric.name), ...(section === "metadata" ? WHEN : [])];
  const present = names.filter((name) => row[name] !== null && row[name] !== undefined);
  if (present.length === 0) return null;
  const values = Object.fromEntries(present.map((name) => [name, row[name]]));
  return [
    {
      ...ALL_TIME,
      version: versionAt(stored, 0, recordVersion),
      content: { kind: "values", values, extra: Object.create(null) },
    },
  ];
}

function listPieces(
  value: unknown,
  stored: readonly StoredPiece[] | undefined,
  recordVersion: Version,
): RecordPiece[] | null {
  const items = Array.isArray(value) ? (value as Values[]) : [];
  if (!stored) {
    const times = items.map(() => null);
    return items.length === 0
      ? null
      : [{ ...ALL_TIME, version: recordVersion, content: { kind: "list", items, times } }];
  }
  let from = 0;
  return stored.map((piece, i) => {
    const own = items.slice(from, from + (piece.n ?? items.length));
    from += own.length;
    return {
      from: piece.from ?? ALL_TIME.from,
      to: piece.to ?? ALL_TIME.to,
      version: versionAt(stored, i, recordVersion),
      content: { kind: "list", items: own, times: piece.times ?? own.map(() => null) },
    };
  });
}

function withUnknown(
  sections: RecordSections,
  extra: unknown,
  stored: Record<string, StoredPiece[]>,
  recordVersion: Version,
): RecordSections {
  if (!isPlainObject(extra)) return sections;
  for (const [path, value] of Object.entries(extra)) {
    const section = Array.isArray(value) ? sectionOfArray(path) : sectionOf(path);
    const content = sections[section]?.[0]?.content;
    if (content?.kind === "values") content.extra[path] = value;
    else {
      const fresh: Content = {
        kind: "values",
        values: {},
        extra: Object.assign(Object.create(null), { [path]: value }),
      };
      sections[section] = [
        { ...ALL_TIME, version: versionAt(stored[section], 0, recordVersion), content: fresh },
      ];
    }
  }
  return sections;
}

function versionAt(
  stored: readonly StoredPiece[] | undefined,
  index: number,
  recordVersion: Version,
): Version {
  const own = stored?.[index]?.v;
  return own ? versionOf(own) : recordVersion;
}

function storedPiece({ from, to, version, content }: RecordPiece, recordVersion: Version): StoredPiece {
  const piece: StoredPiece = sameVersion(version, recordVersion) ? {} : { v: storedVersion(version) };
  if (content.kind !== "list" || !Number.isFinite(from)) return piece;
  return { ...piece, from, to, n: content.items.length, times: content.times };
}

function instants(row: RecordRow): Values {
  const [start, end] = [readTime(row.get("startText")), readTime(row.get("endText"))];
  return {
    startInstant: start && isoOf(start),
    startWall: start && wallOf(isoOf(start)),
    startOffsetMinutes: start?.offsetMinutes ?? null,
    endInstant: end && isoOf(end),
    endWall: end && wallOf(isoOf(end)),
    endOffsetMinutes: end?.offsetMinutes ?? null,
  };
}

function wallOf(iso: string): string {
  return iso.replace(/(Z|[+-]\d\d:\d\d)$/, "");
}

function versionColumns(version: Version): Values {
  return {
    terraUserId: version.terraUserId,
    clockMicros: version.clockMicros,
    arrivedAt: isoOfMicros(version.arrivedMicros),
    deliveryId: version.deliveryId,
    tie: version.tie,
  };
}
