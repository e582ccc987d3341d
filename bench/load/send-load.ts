/**
 * The load: so many connections, on each one request at a time, the next as soon as the last is answered. Written
 * on bare sockets, with requests that are ready to send: the load shares the machine with what it measures, and a
 * general client would build every body and its signature in the measured time.
 */
import { connect, type Socket } from "node:net";
import { answerReader } from "./answers.ts";
import { type LoadResult, resultOf } from "./result.ts";
import type { WireRequest } from "./wire-request.ts";

export type LoadPlan = {
  port: number;
  connections: number;
  /** Sent before the time that counts, so that its first answers are to requests that had to wait like all others. */
  leadSeconds: number;
  seconds: number;
  /**
   * So many requests begin in a second, evenly over the connections; without it, on each the next as soon as the
   * last is answered. One that its connection was not free for has waited since it was due.
   */
  perSecond?: number;
  /** How the body of every answer begins, or the load ends. */
  answersBegin?: string;
};

const SECONDS_TO_ANSWER = 30;

/** Ends when the time is up, when all requests are sent, or at the first answer that is not 200. */
export async function sendLoad(plan: LoadPlan, requests: readonly WireRequest[]): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => connected(plan.port)));
  const latencies: number[] = [];
  const begin = Buffer.from(plan.answersBegin ?? "");
  let [next, answered, answerBytes] = [0, 0, 0];
  let failure: string | null = null;
  const cpu = process.cpuUsage();
  const start = performance.now() + plan.leadSeconds * 1000;
  const end = start + plan.seconds * 1000;
  let last = start;

  const everyMs = plan.perSecond === undefined ? 0 : (plan.connections / plan.perSecond) * 1000;

  function drive(socket: Socket, place: number): Promise<void> {
    let sentAt = 0;
    let dueAt = performance.now() + (everyMs * place) / plan.connections;
    const { promise, resolve } = Promise.withResolvers<void>();
    const fail = (why: string) => {
      failure ??= why;
      resolve();
    };
    const send = () => {
      const early = everyMs === 0 ? 0 : dueAt - performance.now();
      if (early <= 0) return sendNow(everyMs === 0 ? performance.now() : dueAt);
      setTimeout(() => sendNow(performance.now()), early);
    };
    const sendNow = (since: number) => {
      const request = requests[next];
      if (request === undefined || failure !== null || performance.now() >= end) return resolve();
      next += 1;
      sentAt = since;
      dueAt += everyMs;
      socket.cork();
      socket.write(request.first);
      for (const part of request.rest) socket.write(part);
      socket.uncork();
    };
    const read = answerReader(({ status, body }) => {
      const now = performance.now();
      if (status !== 200 || !body.subarray(0, begin.length).equals(begin))
        return fail(`answered ${status}: ${body.toString("utf8", 0, 300)}`);
      answered += 1;
      answerBytes += body.length;
      if (now > start && now <= end) {
        latencies.push(now - sentAt);
        last = now;
      }
      send();
    });
    socket.on("data", read);
    socket.on("error", (error) => fail(`the connection broke: ${error.message}`));
    socket.setTimeout(SECONDS_TO_ANSWER * 1000, () => fail(`no answer within ${SECONDS_TO_ANSWER} s`));
    socket.on("close", () => fail("the connection was closed"));
    send();
    return promise;
  }

  await Promise.all(sockets.map(drive));
  for (const socket of sockets) socket.removeAllListeners("close").destroy();
  const seconds = next === requests.length ? (last - start) / 1000 : plan.seconds;
  const { user, system } = process.cpuUsage(cpu);
  return resultOf(latencies, {
    answered,
    seconds,
    loadMicros: (user + system) / answered,
    answerBytes: answerBytes / answered,
    failure,
  });
}

function connected(port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.once("error", reject);
  socket.once("connect", () => {
    socket.removeListener("error", reject);
    resolve(socket);
  });
  return promise;
}
