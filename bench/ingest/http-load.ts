import { type Load, send } from "../load/load.ts";
import type { LoadResult } from "../load/result.ts";
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

export function httpLoad(load: Load): HttpLoad {
  return {
    prepare: async ({ bytes, count, seed }) => {
      const reply = await load.ask({ ask: "prepare", what: "dailies", bytes, count, seed, secret: SECRET });
      return "prepared" in reply ? reply.prepared.meanBytes : 0;
    },
    send: (port, { connections, leadSeconds, seconds, perSecond }) =>
      send(load, { port, connections, leadSeconds, seconds, ...(perSecond && { perSecond }) }),
    introduce: async (port, connections) => {
      await load.ask({ ask: "prepare", what: "auths", secret: SECRET });
      return await send(load, { port, connections, leadSeconds: 0, seconds: MOST_SECONDS_OF_AUTHS });
    },
  };
}
