export type LoadResult = {
  /** All that was answered 200 (or committed), also before and after the time that counts. */
  answered: number;
  /** Those of them in time, and that time: what the rate is made of. */
  inTime: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** What sending took of CPU time, in microseconds, for one request; null where nothing is sent. */
  loadMicros: number | null;
  /** The mean size of an answer's body; null where nothing answers. */
  answerBytes: number | null;
  /** The first answer that was not 200, or what else went wrong. */
  failure: string | null;
};

/** Latencies in milliseconds, of the answers in time. */
export function resultOf(
  latencies: readonly number[],
  measured: Pick<LoadResult, "answered" | "seconds" | "loadMicros" | "answerBytes" | "failure">,
): LoadResult {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { ...measured, inTime: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}
