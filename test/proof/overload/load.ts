import { fork } from "node:child_process";
import { once } from "node:events";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

export type Load = { send(plan: LoadPlan): Promise<LoadResult> };

/** A process that sends load. */
export function openLoad(opened: AsyncDisposableStack): Load {
  const child = fork(new URL("./load-process.ts", import.meta.url), { execArgv: [] });
  opened.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.disconnect();
    await ended;
  });
  return {
    send: async (plan) => {
      const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
      const fail = () => reject(new Error("The load process ended by itself."));
      child.once("exit", fail);
      child.once("message", (result) => resolve(result as LoadResult));
      child.send(plan);
      return await promise.finally(() => child.off("exit", fail));
    },
  };
}
