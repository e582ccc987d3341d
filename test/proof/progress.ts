import { SingleBar } from "cli-progress";

export type Progress = {
  /** So many are done, and what is so now. */
  at(done: number, now?: string): void;
  end(): void;
};

/** A bar on a terminal; elsewhere a line every few seconds. */
export function openProgress(total: number, what: string, opened: AsyncDisposableStack): Progress {
  const stream = process.stderr;
  const bar = new SingleBar({
    stream,
    format: `{percentage} % | {value} of {total} ${what} | {duration_formatted} | {now}`,
    ...(stream.isTTY ? {} : { noTTYOutput: true, notTTYSchedule: 5_000 }),
  });
  bar.start(total, 0, { now: "starting" });
  opened.defer(() => bar.stop());
  return {
    at: (done, now = "") => bar.update(Math.min(done, total), { now }),
    end: () => bar.stop(),
  };
}

/** For runs that nobody watches. */
export const quietProgress: Progress = { at: () => undefined, end: () => undefined };
