/** The other thread: prepares bodies, so that the event loop goes on. */
import { serialize } from "node:v8";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { TerrariumError } from "../errors.ts";
import { type PrepareRules, prepareArrived } from "./prepare-arrived.ts";
import { NotJson } from "./prepare-delivery.ts";
import type { PrepareAnswer, PrepareTask, Refusal } from "./prepare-thread.ts";

// What is ready is told together, where more is waiting: told one by one, each would be committed by itself.
const LONGEST_SILENCE_MS = 20;

const rules: PrepareRules = workerData;

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

function answerTo({ task, arrived }: PrepareTask): PrepareAnswer {
  try {
    return { task, prepared: prepareArrived(arrived, rules) };
  } catch (error) {
    return { task, refusal: refusalOf(error) };
  }
}

// An error loses its class on the way.
function refusalOf(error: unknown): Refusal {
  if (error instanceof NotJson) return { kind: "NotJson", message: error.message };
  if (error instanceof TerrariumError) return { kind: error.code, message: error.message };
  return { kind: "unknown", message: error instanceof Error ? error.message : "unknown" };
}
