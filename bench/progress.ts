export type Progress = {
  /** What is being done now; on a terminal the line is written over. */
  say(text: string): void;
  step(text: string): void;
  end(): void;
};

/** One line of progress on standard error: how far, how much longer, and what now. */
export function showProgress(steps: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const start = Date.now();
  let done = 0;
  const say = (text: string) => {
    const share = done / steps;
    const left = done === 0 ? "" : `, ${Math.ceil(((Date.now() - start) / 1000) * (1 / share - 1))} s left`;
    const line = `[${String(Math.round(share * 100)).padStart(3)} %${left}] ${text}`;
    stream.write(stream.isTTY ? `\r\x1b[K${line.slice(0, stream.columns - 1)}` : `${line}\n`);
  };
  return {
    say,
    step: (text) => {
      say(text);
      done += 1;
    },
    end: () => void (stream.isTTY && stream.write("\r\x1b[K")),
  };
}
