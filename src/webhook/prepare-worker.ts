/** The other thread: prepares large bodies, so that the event loop goes on with the small ones. */
import { parentPort } from "node:worker_threads";
import { NotJson, prepareDelivery } from "./prepare-delivery.ts";
import type { PrepareAnswer, PrepareTask } from "./prepare-thread.ts";

parentPort?.on("message", ({ task, received, devIds }: PrepareTask) =>
  parentPort?.postMessage(answer(task, received, devIds)),
);

function answer(
  task: number,
  received: PrepareTask["received"],
  devIds: PrepareTask["devIds"],
): PrepareAnswer {
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
