/** A client of `/graphql/stream` that says what came, event by event. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export type ServerEvent = { event: string; data: unknown };

export type StreamAsked = {
  /** The operation, sent by POST; without one the request is a GET. */
  operation?: Record<string, unknown>;
  method?: string;
  headers?: Record<string, string>;
  /** From the question mark on. */
  search?: string;
};

export type StreamClient = Disposable & {
  status: number;
  headers: IncomingHttpHeaders;
  /** What came so far. */
  events: ServerEvent[];
  /** Comments that came so far: what keeps the stream open. */
  pings(): number;
  /** Called at each event, and at the end. */
  onEvent(tell: () => void): void;
  /** Whether it was ended as an answer is, or broken off. */
  closed: Promise<"ended" | "broken">;
  pause(): void;
  resume(): void;
};

/** Resolves with the head of the answer. */
export async function openEvents(
  url: string,
  { operation, method = operation ? "POST" : "GET", headers = {}, search = "" }: StreamAsked,
): Promise<StreamClient> {
  const asked = request(`${url}/graphql/stream${search}`, {
    method,
    headers: {
      accept: "text/event-stream",
      ...(operation && { "content-type": "application/json" }),
      ...headers,
    },
    agent: false,
  });
  asked.end(operation && JSON.stringify(operation));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve);
    asked.once("error", reject);
  });
  const events: ServerEvent[] = [];
  let pings = 0;
  let rest = "";
  let tell = () => {};
  const closed = new Promise<"ended" | "broken">((resolve) => {
    answer.once("end", () => resolve("ended"));
    answer.once("error", () => resolve("broken"));
    answer.once("close", () => resolve("broken"));
  });
  answer.setEncoding("utf8");
  answer.on("data", (text: string) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      if (block === ":") pings += 1;
      else events.push(eventOf(block));
    }
    tell();
  });
  void closed.then(() => tell());
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    events,
    pings: () => pings,
    onEvent: (given) => {
      tell = given;
    },
    closed,
    pause: () => void answer.pause(),
    resume: () => void answer.resume(),
    [Symbol.dispose]: () => void asked.destroy(),
  };
}

function eventOf(block: string): ServerEvent {
  const [, event, data] = /^event: (\w+)\ndata:(?: (.+))?$/.exec(block) ?? [];
  if (event === undefined) throw new Error(`This is no event of GraphQL over SSE: ${block}`);
  return { event, data: data === undefined ? null : JSON.parse(data) };
}
