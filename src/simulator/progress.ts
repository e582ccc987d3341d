import { type Options, SingleBar } from "cli-progress";
import { sizeOf } from "./size.ts";

export type Progress = {
  /** A delivery of that simulated time was answered. */
  step(simulatedMs: number, bytes: number): void;
  /** So many more than were foretold, or fewer. */
  expect(more: number): void;
  /** Why it does not go on; shown until it does. */
  notice(text: string): void;
  end(): void;
};

/** A bar on a terminal; elsewhere, as in a log file, a line every few seconds. */
export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const bar = new SingleBar(stream.isTTY ? onTerminal(stream) : inLog(stream));
  const startedAt = performance.now();
  const sent = { deliveries: 0, bytes: 0 };
  bar.start(total, 0, { now: "starting" });

  function step(simulatedMs: number, bytes: number): void {
    sent.deliveries += 1;
    sent.bytes += bytes;
    const seconds = (performance.now() - startedAt) / 1000;
    const rates = `${Math.round(sent.deliveries / seconds)}/s | ${sizeOf(sent.bytes / seconds)}/s`;
    bar.increment({ now: `${rates} | ${new Date(simulatedMs).toISOString().slice(0, 10)}` });
  }

  let expected = total;
  function expect(more: number): void {
    expected += more;
    bar.setTotal(expected);
  }

  return { step, expect, notice: (text) => bar.update({ now: text }), end: () => bar.stop() };
}

const everywhere: Options = {
  // The estimate follows the last deliveries, not the run: days of history differ little, the gateway's load does.
  etaBuffer: 200,
  formatTime: (seconds) => (Number.isFinite(seconds) ? `${seconds} s` : "?"),
};

// The terminal's settings are left alone: whoever ends the process at once finds it as it was.
function onTerminal(stream: NodeJS.WriteStream): Options {
  return {
    ...everywhere,
    stream,
    format: "[{bar}] {percentage} % | {value}/{total} | {eta_formatted} left | {now}",
    barsize: 20,
    linewrap: true,
  };
}

function inLog(stream: NodeJS.WriteStream): Options {
  return {
    ...everywhere,
    stream,
    format: "{percentage} % | {value} of {total} deliveries | {eta_formatted} left | {now}",
    noTTYOutput: true,
    notTTYSchedule: 3_000,
    clearOnComplete: true,
  };
}
