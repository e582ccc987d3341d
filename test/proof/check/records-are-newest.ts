import type { ShownRecord } from "../load/read-records.ts";
import type { Stated } from "../load/story.ts";

/** What contradicts "each record is what its newest stamp says, and there is no other". */
export function recordsAreNewest(shown: readonly ShownRecord[], expected: Map<string, Stated>): string[] {
  const missing = new Set(expected.keys());
  const broken = shown.flatMap(({ record, value, firstBpm }) => {
    const wanted = expected.get(record);
    if (wanted === undefined) return [`${record} is there, and nobody stated it`];
    if (!missing.delete(record)) return [`${record} is there twice`];
    const bpm = record.startsWith("SLEEP") ? 40 + (wanted.value % 100) : null;
    if (value === wanted.value && firstBpm === bpm) return [];
    return [`${record} is ${value} with ${firstBpm} bpm, and not ${wanted.value} with ${bpm}`];
  });
  return [...broken, ...[...missing].map((record) => `${record} is not there`)];
}
