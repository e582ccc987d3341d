import type { LoadQuestion, LoadReply } from "../load/load-process.ts";
import type { LoadResult } from "../load/result.ts";
import type { LoadPlan } from "../load/send-load.ts";
import type { Child } from "../machine/child.ts";
import { SECRET } from "../machine/gateway.ts";
import type { RoundPlan } from "./contender.ts";

/** The load as contenders with a door use it. */
export type HttpLoad = {
  prepare(plan: RoundPlan): Promise<number>;
  send(port: number, plan: RoundPlan): Promise<LoadResult>;
  /** One `auth` for each person. */
  introduce(port: number, connections: number): Promise<LoadResult>;
};

const MOST_SECONDS_OF_AUTHS = 120;

export function httpLoad(child: Child<LoadQuestion, LoadReply>): HttpLoad {
  const send = async (plan: LoadPlan) => {
    const reply = await child.ask({ ask: "send", ...plan });
    if ("result" in reply) return reply.result;
    throw new Error("the load process was asked for a result");
  };
  return {
    prepare: async ({ bytes, count, seed }) => {
      const reply = await child.ask({ ask: "prepare", what: "dailies", bytes, count, seed, secret: SECRET });
      return "prepared" in reply ? reply.prepared.meanBytes : 0;
    },
    send: (port, { connections, leadSeconds, seconds }) => send({ port, connections, leadSeconds, seconds }),
    introduce: async (port, connections) => {
      await child.ask({ ask: "prepare", what: "auths", secret: SECRET });
      return await send({ port, connections, leadSeconds: 0, seconds: MOST_SECONDS_OF_AUTHS });
    },
  };
}
