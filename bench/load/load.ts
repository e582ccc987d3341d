import { type Child, startChild } from "../machine/child.ts";
import type { LoadQuestion, LoadReply } from "./load-process.ts";
import type { LoadResult } from "./result.ts";
import type { LoadPlan } from "./send-load.ts";

/** The process that sends the load. */
export type Load = Child<LoadQuestion, LoadReply>;

export function startLoad(): Load {
  return startChild<LoadQuestion, LoadReply>(new URL("./load-process.ts", import.meta.url));
}

/** Sends what was prepared. */
export async function send(load: Load, plan: LoadPlan): Promise<LoadResult> {
  const reply = await load.ask({ ask: "send", ...plan });
  if ("result" in reply) return reply.result;
  throw new Error("the load process was asked for a result");
}
