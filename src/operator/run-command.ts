import { CannotRun } from "./cannot-run.ts";

/** Ends the process with what a command gives, or with 1 and a line that says why it ended before its end. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const line =
      error instanceof CannotRun ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${line}\n`);
    process.exitCode = 1;
  }
}

export function say(text: string): void {
  process.stdout.write(text);
}
