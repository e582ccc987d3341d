/** Logs are JSON lines on standard error: a time, a level, what happened, and facts; never payloads, never secrets. */
export type Level = "debug" | "info" | "warn" | "error";
export type Facts = Record<string, string | number | boolean | null | undefined>;
export type Log = (level: Level, message: string, facts?: Facts) => void;

const levels: readonly Level[] = ["debug", "info", "warn", "error"];

/** A log that writes the lines of `lowest` and of the levels above it. */
export function createLog(
  write: (line: string) => void = (line) => process.stderr.write(line),
  lowest: Level = "debug",
): Log {
  return (level, message, facts) => {
    if (levels.indexOf(level) < levels.indexOf(lowest)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...facts })}\n`);
  };
}

/** What may be said of an error in a log: its kind, code and place, not its text, which may quote a person's values. */
export function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    error: error.name,
    code,
    at: error.stack
      ?.split("\n")
      .find((line) => line.includes(" at "))
      ?.trim(),
  };
}
