/** Large bodies are prepared in a thread of their own, made when the first one comes. */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { NotJson, type PreparedDelivery, type ReceivedDelivery } from "./prepare-delivery.ts";

export type PrepareTask = { task: number; received: ReceivedDelivery; devIds: readonly string[] };
export type PrepareAnswer = { task: number } & (
  | { prepared: PreparedDelivery }
  | { notJson: boolean; message: string }
);

export type PrepareThread = {
  prepare(received: ReceivedDelivery, devIds: readonly string[]): Promise<PreparedDelivery>;
  close(): Promise<void>;
};

type Waiting = { resolve: (prepared: PreparedDelivery) => void; reject: (error: Error) => void };

export function openPrepareThread(): PrepareThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let tasks = 0;

  function prepare(received: ReceivedDelivery, devIds: readonly string[]): Promise<PreparedDelivery> {
    worker ??= startWorker(waiting, () => {
      worker = null;
    });
    const task = ++tasks;
    const { promise, resolve, reject } = Promise.withResolvers<PreparedDelivery>();
    waiting.set(task, { resolve, reject });
    worker.postMessage({ task, received, devIds } satisfies PrepareTask);
    return promise;
  }

  return { prepare, close: async () => void (await worker?.terminate()) };
}

function startWorker(waiting: Map<number, Waiting>, onEnd: () => void): Worker {
  const own = import.meta.url;
  // From its sources Node cannot run decorators by itself.
  const source = own.endsWith(".ts");
  const file = new URL(source ? "./prepare-worker.ts" : "./prepare-worker.js", own);
  const worker = new Worker(file, {
    execArgv: source ? ["--import", createRequire(own).resolve("tsx")] : [],
  });
  worker.unref();
  worker.on("message", (answer: PrepareAnswer) => {
    const { resolve, reject } = waiting.get(answer.task) as Waiting;
    waiting.delete(answer.task);
    if ("prepared" in answer) resolve(answer.prepared);
    else reject(answer.notJson ? new NotJson(answer.message) : new Error(answer.message));
  });
  const end = (cause: unknown) => {
    onEnd();
    for (const { reject } of waiting.values()) reject(new Error("the preparing thread ended", { cause }));
    waiting.clear();
  };
  worker.on("error", end);
  worker.on("exit", end);
  return worker;
}
