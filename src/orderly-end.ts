/**
 * The end of the process: what is open is closed, within the five seconds that a supervisor commonly allows at the
 * least, and a close that takes longer is cut off.
 */
import { factsOf, type Log } from "./log.ts";

const longestMs = 4_500;
/** A signal so soon after the first is the same wish: npm hands on to us what the terminal sent us already. */
const sameWishMs = 200;

/** Opens, and from the first moment on closes what was opened when a signal or an error that nobody caught asks for it. */
export async function endOnSignals<Opened extends { close(): Promise<void> }>(
  open: () => Promise<Opened>,
  log: Log,
): Promise<Opened> {
  let askedAt = 0;
  let opening: Promise<Opened> | undefined;

  async function end(exitCode: number): Promise<void> {
    if (askedAt > 0) {
      if (Date.now() - askedAt > sameWishMs) process.exit(1);
      return;
    }
    askedAt = Date.now();
    setTimeout(() => {
      log("error", "the close took too long and was cut off", { milliseconds: longestMs });
      process.exit(1);
    }, longestMs);
    process.exit((await closed(opening, log)) ? exitCode : 1);
  }

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      log("info", "closing", { signal });
      void end(0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      log("error", "an error that nobody caught; closing", { event, ...factsOf(error) });
      void end(1);
    });
  }
  opening = open();
  const opened = await opening;
  // Whoever asked for the end meanwhile gets it, and nothing else.
  return askedAt > 0 ? await new Promise<never>(() => undefined) : opened;
}

async function closed(opening: Promise<{ close(): Promise<void> }> | undefined, log: Log): Promise<boolean> {
  const opened = await opening?.catch(() => undefined);
  try {
    await opened?.close();
    return true;
  } catch (error) {
    log("error", "the close failed", factsOf(error));
    return false;
  }
}
