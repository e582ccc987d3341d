/** The other thread: prepares bodies, so that the event loop goes on. */
import { serialize } from "node:v8";
import { parentPort, receiveMessageOnPort } from "node:worker_threads";
import { NotJson, prepareDelivery } from "./prepare-delivery.ts";
import type { PrepareAnswer, PrepareTask } from "./prepare-thread.ts";

// What is ready is told together, where more is waiting: told one by one, each would be committed by itself.
const LONGEST_SILENCE_MS = 20;

parentPort?.on("message", (first: PrepareTask) => {
  const started = performance.now();
  const answers = [answerTo(first)];
  while (performance.now() - started < LONGEST_SILENCE_MS) {
    const next = parentPort && receiveMessageOnPort(parentPort);
    if (!next) break;
    answers.push(answerTo(next.message));
  }
  const packed = serialize(answers);
  parentPort?.postMessage(packed, [packed.buffer as ArrayBuffer]);
});

function answerTo({ task, received, devIds }: PrepareTask): PrepareAnswer {
  try {
    return { task, prepared: prepareDelivery(received, devIds) };
  } catch (error) {
    return {
      task,
      notJson: error instanceof NotJson,
      message: error instanceof Error ? error.message : "unknown",
    };
  }
}
