import { type Options, SingleBar } from "cli-progress";

export type ReplayProgress = { step(count: number, failed: number): void; end(): void };

/** A bar on a terminal; elsewhere, as in a log file, a line every few seconds. Without a total, what is done. */
export function showReplayProgress(
  total: number | null,
  stream: NodeJS.WriteStream = process.stderr,
): ReplayProgress {
  const bar = new SingleBar(stream.isTTY ? onTerminal(stream, total) : inLog(stream, total));
  let failed = 0;
  bar.start(total ?? 1, 0, { failed });
  return {
    step(count, failedNow) {
      failed += failedNow;
      if (total === null) bar.setTotal(bar.getProgress() + count + 1);
      bar.increment(count, { failed });
    },
    end: () => bar.stop(),
  };
}

const everywhere: Options = {
  formatTime: (seconds) => (Number.isFinite(seconds) ? `${seconds} s` : "?"),
};

function onTerminal(stream: NodeJS.WriteStream, total: number | null): Options {
  const done = total === null ? "{value}" : "[{bar}] {percentage} % | {value}/{total} | {eta_formatted} left";
  return { ...everywhere, stream, format: `${done} | {failed} failed`, barsize: 20, linewrap: true };
}

function inLog(stream: NodeJS.WriteStream, total: number | null): Options {
  const done = total === null ? "{value} deliveries" : "{percentage} % | {value} of {total} deliveries";
  return {
    ...everywhere,
    stream,
    format: `${done} | {failed} failed`,
    noTTYOutput: true,
    notTTYSchedule: 3_000,
    clearOnComplete: true,
  };
}
