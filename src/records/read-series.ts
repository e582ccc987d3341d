/** Reading series: those of all records of an operation that ask for the same names, in one statement. */
import DataLoader from "dataloader";
import { type Kysely, sql } from "kysely";
import { mayReadConnection, mayReadType } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { TerrariumError } from "../errors.ts";
import type { Context } from "../graphql/context.ts";
import type { RecordRef } from "./record-ref.ts";
import { definitionOf } from "./record-types.ts";
import { type SeriesDefinition, type SeriesName, seriesDefinitions } from "./series.ts";
import { decodeSamples } from "./series-codec.ts";
import { concatSamples } from "./series-slice.ts";
import type { Series } from "./series-view.ts";
import { viewSeries } from "./view-series.ts";
import { visibleSamples } from "./visible-values.ts";

/** Samples that the series of one statement may have together: the process reads them into memory. */
export const MAX_SAMPLES = 5_000_000;

/** Loads the series of records, all of them or those of some names. */
export function seriesLoader(
  context: Context,
  names: readonly SeriesName[] | null,
): DataLoader<RecordRef, Series[], string> {
  const asked = names && [...new Set(names)].sort();
  return context.loader(`series:${asked ?? "*"}`, () => {
    const read = (refs: readonly RecordRef[]) => readSeries(context.session.db, context.viewer, refs, asked);
    return new DataLoader<RecordRef, Series[], string>(read, { cacheKeyFn: placeOf });
  });
}

/**
 * The series of records, in the order of the references; of each, in the order of the list of names. Throws
 * QUERY_TOO_COMPLEX where they have too many samples.
 */
export async function readSeries(
  db: Kysely<Database>,
  viewer: Viewer,
  refs: readonly RecordRef[],
  names: readonly SeriesName[] | null,
): Promise<Series[][]> {
  const definitions = seriesDefinitions.filter(
    ({ name, nested }) => isAsked(name, names) || isAsked(nested?.name, names),
  );
  const readable = refs.filter(({ type }) => mayReadType(viewer, type));
  const isAny = definitions.length > 0 && readable.length > 0;
  const rows = isAny ? await readRows(db, viewer, readable, names && definitions) : [];
  const byPlace = Map.groupBy(rows, (row) => `${row.type} ${row.connectionId} ${row.key}`);
  return refs.map((ref) => seriesOf(viewer, definitions, byPlace.get(placeOf(ref)) ?? [], names));
}

type SeriesRow = { type: string; connectionId: string; key: string; name: SeriesName; packed: Buffer };
/** Packed samples are left where they are when there are too many of them. */
type RowRead = Omit<SeriesRow, "packed"> & { packed: Buffer | null; total: string };

async function readRows(
  db: Kysely<Database>,
  viewer: Viewer,
  refs: readonly RecordRef[],
  definitions: readonly SeriesDefinition[] | null,
): Promise<SeriesRow[]> {
  const wanted = definitions ? sql`s.name = any(${definitions.map(({ name }) => name)}::text[])` : sql`true`;
  const { rows } = await sql<RowRead>`
    select s.type, s.connection_id, s.key, s.name, sum(s.count) over () as total,
           case when sum(s.count) over () <= ${MAX_SAMPLES} then s.packed end as packed
      from (select distinct * from unnest(
              ${refs.map(({ type }) => definitionOf(type).terraType)}::text[],
              ${refs.map(({ connectionId }) => connectionId)}::uuid[],
              ${refs.map(({ key }) => key)}::text[]) as u (type, connection_id, key)) p
      join series s on s.connection_id = p.connection_id and s.type = p.type and s.key = p.key
      join connections c on c.id = s.connection_id
     where ${wanted} and ${mayReadConnection(viewer, "c")}
     order by s.window_start`.execute(db);
  return rows.map(({ packed, total, ...row }) => {
    if (packed) return { ...row, packed };
    throw new TerrariumError(
      "QUERY_TOO_COMPLEX",
      `The series of an operation may have ${MAX_SAMPLES} samples; these have ${total}. Ask for fewer names, fewer ` +
        "records or a shorter range.",
    );
  });
}

function seriesOf(
  viewer: Viewer,
  definitions: readonly SeriesDefinition[],
  rows: readonly SeriesRow[],
  names: readonly SeriesName[] | null,
): Series[] {
  return definitions.flatMap((definition) => {
    const windows = rows
      .filter(({ name }) => name === definition.name)
      .map(({ packed }) => decodeSamples(packed));
    if (windows.length === 0) return [];
    const samples = visibleSamples(viewer, definition, concatSamples(windows));
    return viewSeries(definition, samples).filter(({ name }) => isAsked(name, names));
  });
}

function isAsked(name: SeriesName | undefined, names: readonly SeriesName[] | null): boolean {
  return name !== undefined && (names === null || names.includes(name));
}

// Series are stored under Terra's word for the type.
function placeOf({ type, connectionId, key }: RecordRef): string {
  return `${definitionOf(type).terraType} ${connectionId} ${key}`;
}
