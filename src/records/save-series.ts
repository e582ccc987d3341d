/** Series in the database: read without their samples where only versions matter, written set by set. */
import assert from "node:assert/strict";
import { type Kysely, sql } from "kysely";
import { byteaArray } from "../database/binary-array.ts";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import { type StoredVersion, sameVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import { readTime } from "../terra/times.ts";
import type { Content, RecordPiece, RecordSections } from "./content.ts";
import { type RecordDefinition, recordDefinitions } from "./record-types.ts";

export type RecordPlace = { connectionId: string; terraType: string; key: string };

type SeriesRow = RecordPlace & {
  name: string;
  windowStart: string;
  windowEnd: string;
  version: StoredVersion;
  hash: Buffer;
  count: number;
  packed: Buffer | null;
};

/**
 * The series sections of records, by `placeOf`. Without being asked for, samples are read only of records that may
 * have to be cut.
 */
export async function readSeriesSections(
  db: Kysely<Database>,
  places: readonly RecordPlace[],
  { withSamples = false } = {},
): Promise<Map<string, RecordSections>> {
  if (places.length === 0) return new Map();
  const whole = recordDefinitions
    .filter((definition) => withSamples || definition.windowed)
    .map((definition) => definition.terraType);
  const { rows } = await sql<SeriesRow>`
    select s.connection_id, s.type as terra_type, s.key, s.name, s.window_start, s.window_end, s.version, s.hash, s.count,
           case when s.type = any(${whole}::text[]) then s.packed end as packed
      from series s
      join unnest(${places.map((p) => p.connectionId)}::uuid[], ${places.map((p) => p.terraType)}::text[],
                  ${places.map((p) => p.key)}::text[]) as p (connection_id, type, key)
     using (connection_id, type, key)
     order by s.window_start`.execute(db);
  const byPlace = new Map<string, RecordSections>();
  for (const row of rows) {
    const sections = byPlace.get(placeOf(row)) ?? Object.create(null);
    byPlace.set(placeOf(row), sections);
    sections[pathOf(row)] = [...(sections[pathOf(row)] ?? []), pieceOf(row)];
  }
  return byPlace;
}

export function placeOf({ connectionId, terraType, key }: RecordPlace): string {
  return `${connectionId} ${terraType} ${key}`;
}

/** The series of one record before and after a join. */
export type SeriesChange = { place: RecordPlace; before: RecordSections; after: RecordSections };

/** Writes the pieces that are new or changed, moves the versions of equal ones, removes those that are no more. */
export async function writeSeries(db: Kysely<Database>, changes: readonly SeriesChange[]): Promise<void> {
  const ofSeries = changes.filter(({ before, after }) => hasSeries(before) || hasSeries(after));
  const gone = ofSeries.flatMap(({ place, before, after }) => placed(place, before, after, isGone));
  const moved = ofSeries.flatMap(({ place, before, after }) => placed(place, after, before, isMoved));
  const written = ofSeries.flatMap(({ place, before, after }) => placed(place, after, before, isNew));
  await Promise.all([
    gone.length > 0 && removeRows(db, gone),
    moved.length > 0 && moveRows(db, moved),
    written.length > 0 && upsertRows(db, written),
  ]);
}

type SeriesPiece = RecordPiece & { content: Extract<Content, { kind: "series" }> };
type PlacedPiece = { place: RecordPlace; name: string; piece: SeriesPiece };

function placed(
  place: RecordPlace,
  these: RecordSections,
  those: RecordSections,
  keep: (piece: SeriesPiece, others: readonly SeriesPiece[]) => boolean,
): PlacedPiece[] {
  return Object.entries(these).flatMap(([path, pieces]) => {
    const others = (those[path] ?? []).filter(isSeries);
    return pieces
      .filter(isSeries)
      .filter((piece) => keep(piece, others))
      .map((piece) => ({ place, name: nameOf(place.terraType, path), piece }));
  });
}

// Most records have none, and are passed over sooner so.
function hasSeries(sections: RecordSections): boolean {
  for (const path in sections) if (sections[path]?.some(isSeries)) return true;
  return false;
}

function isSeries(piece: RecordPiece): piece is SeriesPiece {
  return piece.content.kind === "series";
}

function isGone(piece: SeriesPiece, others: readonly SeriesPiece[]): boolean {
  return !others.some((other) => other.from === piece.from);
}

function isMoved(piece: SeriesPiece, others: readonly SeriesPiece[]): boolean {
  return others.some((other) => sameContent(piece, other) && !sameVersion(piece.version, other.version));
}

function isNew(piece: SeriesPiece, others: readonly SeriesPiece[]): boolean {
  return !others.some((other) => sameContent(piece, other));
}

function sameContent(a: SeriesPiece, b: SeriesPiece): boolean {
  return a.from === b.from && a.to === b.to && a.content.hash === b.content.hash;
}

/** Removes all series of one type of records of a connection. */
export async function removeSeries(
  db: Kysely<Database>,
  connectionId: string,
  terraType: string,
): Promise<void> {
  await sql`delete from series where connection_id = ${connectionId} and type = ${terraType}`.execute(db);
}

async function removeRows(db: Kysely<Database>, rows: readonly PlacedPiece[]): Promise<void> {
  await sql`
    delete from series s
     using unnest(${keyColumns(rows)}) as k (connection_id, type, key, name, window_start)
     where ${sameKey}`.execute(db);
}

async function moveRows(db: Kysely<Database>, rows: readonly PlacedPiece[]): Promise<void> {
  const versions = rows.map(({ piece }) => JSON.stringify(storedVersion(piece.version)));
  await sql`
    update series s set version = k.version
      from unnest(${keyColumns(rows)}, ${versions}::json[]) as k (connection_id, type, key, name, window_start, version)
     where ${sameKey}`.execute(db);
}

async function upsertRows(db: Kysely<Database>, rows: readonly PlacedPiece[]): Promise<void> {
  const contents = rows.map(({ piece }) => piece.content);
  await sql`
    insert into series (connection_id, type, key, name, window_start, version, window_end, hash, count, packed)
    select * from unnest(${keyColumns(rows)},
      ${rows.map(({ piece }) => JSON.stringify(storedVersion(piece.version)))}::json[],
      ${rows.map(({ piece }) => boundText(piece.to))}::timestamptz[],
      ${byteaArray(contents.map(({ hash }) => Buffer.from(hash, "hex")))}::bytea[],
      ${contents.map(({ count }) => count)}::int[],
      ${byteaArray(contents.map(packedOf))}::bytea[])
    on conflict (connection_id, type, key, name, window_start) do update set
      window_end = excluded.window_end, version = excluded.version, hash = excluded.hash,
      count = excluded.count, packed = excluded.packed`.execute(db);
}

function keyColumns(rows: readonly PlacedPiece[]) {
  return sql`${rows.map(({ place }) => place.connectionId)}::uuid[], ${rows.map(({ place }) => place.terraType)}::text[],
    ${rows.map(({ place }) => place.key)}::text[], ${rows.map(({ name }) => name)}::text[],
    ${rows.map(({ piece }) => boundText(piece.from))}::timestamptz[]`;
}

const sameKey = sql`(s.connection_id, s.type, s.key, s.name, s.window_start)
  = (k.connection_id, k.type, k.key, k.name, k.window_start)`;

function packedOf(content: SeriesPiece["content"]): Uint8Array {
  assert(content.packed, "a series that is written has been read or received");
  return content.packed;
}

function pieceOf(row: SeriesRow): RecordPiece {
  return {
    from: boundMicros(row.windowStart),
    to: boundMicros(row.windowEnd),
    version: versionOf(row.version),
    content: { kind: "series", packed: row.packed, hash: row.hash.toString("hex"), count: row.count },
  };
}

function boundText(micros: number): string {
  if (micros === ALL_TIME.from) return "-infinity";
  return micros === ALL_TIME.to ? "infinity" : isoOfMicros(micros);
}

function boundMicros(text: string): number {
  if (text === "-infinity") return ALL_TIME.from;
  return text === "infinity" ? ALL_TIME.to : (readTime(text)?.instantMicros ?? Number.NaN);
}

function nameOf(terraType: string, path: string): string {
  const found = seriesOf(terraType).find((series) => series.path === path);
  assert(found, `no series of ${terraType} has the path ${path}`);
  return found.definition.name;
}

function pathOf({ terraType, name }: SeriesRow): string {
  const found = seriesOf(terraType).find((series) => series.definition.name === name);
  assert(found, `no series of ${terraType} has the name ${name}`);
  return found.path;
}

function seriesOf(terraType: string): RecordDefinition["series"] {
  return recordDefinitions.find((definition) => definition.terraType === terraType)?.series ?? [];
}
