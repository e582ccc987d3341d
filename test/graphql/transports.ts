/** One operation over each transport, for what must hold on all of them. */
import { ask } from "../graphql-client.ts";
import { connect } from "./socket-client.ts";

type Target = { url: string; adminKey: string };
export type Failure = { message: string; path?: unknown[]; extensions: Record<string, unknown> };
export type Outcome = { data?: Record<string, unknown> | null; errors?: Failure[] };

export type Transport = {
  name: string;
  run(target: Target, query: string, variables?: Record<string, unknown>): Promise<Outcome>;
};

export const transports: Transport[] = [
  {
    name: "HTTP",
    run: async (target, query, variables) => {
      const { data, errors } = await ask(target, query, variables);
      return { data, ...(errors && { errors }) };
    },
  },
  {
    name: "WebSocket",
    run: async (target, query, variables = {}) => {
      using client = await connect(target);
      client.send({ type: "subscribe", id: "1", payload: { query, variables } });
      const { type, payload } = await client.next();
      return type === "error" ? { errors: payload as Failure[] } : (payload as Outcome);
    },
  },
];
