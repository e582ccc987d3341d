/** Processes of the benchmark's own: started from a file, asked over IPC one question at a time, ended by pid. */
import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { once } from "node:events";

export type Child<Question, Reply> = {
  pid: number;
  ask(question: Question): Promise<Reply>;
  stop(): Promise<void>;
};

type Message<Reply> = { reply: Reply } | { error: string };

export function startChild<Question extends Serializable, Reply>(file: URL): Child<Question, Reply> {
  const child = fork(file, {
    env: { ...process.env, NODE_ENV: "production" },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    pid: child.pid ?? 0,
    ask: async (question) => {
      const message = nextMessage<Reply>(child, file);
      child.send(question);
      return await message;
    },
    stop: () => endProcess(child),
  };
}

/** In the child: answers each question with what `answer` returns; ends when the parent is gone. */
export function serveParent<Question, Reply>(answer: (question: Question) => Promise<Reply>): void {
  process.on("disconnect", () => process.exit());
  // A Ctrl-C of the terminal comes to all; the parent ends its children in their turn.
  process.on("SIGINT", () => undefined);
  process.on("message", async (question: Question) => {
    try {
      process.send?.({ reply: await answer(question) });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

/** Asks it to end, and ends it when it does not within 10 s. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}

function nextMessage<Reply>(child: ChildProcess, file: URL): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const ended = (code: number | null) => reject(new Error(`${file.pathname} ended by itself (${code})`));
  child.once("exit", ended);
  child.once("message", (message: Message<Reply>) => {
    child.off("exit", ended);
    if ("reply" in message) resolve(message.reply);
    else reject(new Error(`${file.pathname}: ${message.error}`));
  });
  return promise;
}
