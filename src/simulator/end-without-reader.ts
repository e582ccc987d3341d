/** What a shell says of a program that went on writing to nobody: 128 and the number of SIGPIPE. */
const NOBODY_READS = 141;

/** Ends the process, without a word, when whoever reads what it says has gone, as `| head` does. */
export function endWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(NOBODY_READS);
    });
  }
}
