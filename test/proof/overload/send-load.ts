/**
 * The load, on bare sockets: a general client would cost as much as the gateway that it shares the machine with. What
 * is refused goes back among what is to be sent, as Terra would send it again.
 */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerReader } from "./answers.ts";
import type { LoadPlan, LoadResult, Times } from "./load-plan.ts";
import { type LoadRequest, requestMaker } from "./load-requests.ts";

const TICK_MS = 2;
const DRAIN_MS = 10_000;

export async function sendLoad(plan: LoadPlan): Promise<LoadResult> {
  const make = requestMaker(plan.secret, plan.bytes, `load-${process.pid}-${Date.now()}`);
  const again: LoadRequest[] = [];
  const idle: ((request: LoadRequest) => void)[] = [];
  const sockets = new Set<Socket>();
  const taken: number[] = [];
  const refused: number[] = [];
  const takenNumbers: number[] = [];
  const odd: Record<string, number> = {};
  let [sent, waiting, withoutRetryAfter, ended] = [0, 0, 0, false];
  let [start, end] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const counts = (at: number) => at >= start && at < end;

  function open(): void {
    const socket = connect({ port: plan.port, host: "127.0.0.1", noDelay: true });
    sockets.add(socket);
    let [sentAt, request] = [0, null as LoadRequest | null];
    const send = (next: LoadRequest) => {
      request = next;
      sentAt = performance.now();
      if (counts(sentAt)) sent += 1;
      waiting += 1;
      socket.write(next.wire);
    };
    const free = () => {
      if (plan.rate === null && !ended) send(again.pop() ?? make());
      else idle.push(send);
    };
    socket.on(
      "data",
      answerReader(({ status, hasRetryAfter, closes }) => {
        const now = performance.now();
        waiting -= 1;
        if (request === null) return;
        if (status === 200) {
          takenNumbers.push(request.number);
          if (counts(now)) taken.push(now - sentAt);
        } else if (status === 503) {
          again.push(request);
          if (!hasRetryAfter) withoutRetryAfter += 1;
          if (counts(now)) refused.push(now - sentAt);
        } else odd[status] = (odd[status] ?? 0) + 1;
        request = null;
        if (closes) socket.destroy();
        else free();
      }),
    );
    socket.on("connect", () => idle.push(send));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      if (ended || request === null) return;
      odd["cut"] = (odd["cut"] ?? 0) + 1;
      waiting -= 1;
    });
  }

  // All are open before anything is sent: a busy gateway would take its time to accept them.
  for (let i = 0; i < plan.connections; i += 1) open();
  while (idle.length < plan.connections) await sleep(TICK_MS);
  const cpu = process.cpuUsage();
  start = performance.now() + plan.leadSeconds * 1000;
  end = start + plan.seconds * 1000;
  const next = () => again.pop() ?? make();
  if (plan.rate === null) {
    for (const send of idle.splice(0)) send(next());
    await sleep(end - performance.now());
  } else await keepRate(plan.rate, { idle, next, end });
  const { user, system } = process.cpuUsage(cpu);
  ended = true;
  const giveUpAt = performance.now() + DRAIN_MS;
  while (waiting > 0 && performance.now() < giveUpAt) await sleep(20);
  if (waiting > 0) odd["never answered"] = waiting;
  for (const socket of sockets) socket.destroy();
  return {
    sentPerSecond: sent / plan.seconds,
    taken: timesOf(taken),
    refused: timesOf(refused),
    withoutRetryAfter,
    odd,
    takenNumbers,
    cpuShare: (user + system) / 1e6 / (plan.seconds + plan.leadSeconds),
  };
}

type Rated = {
  idle: ((request: LoadRequest) => void)[];
  next: () => LoadRequest;
  end: number;
};

async function keepRate(rate: number, { idle, next, end }: Rated): Promise<void> {
  let [sent, last] = [0, performance.now()];
  for (let now = last; now < end; now = performance.now()) {
    // What a stall of this process left behind is not sent all at once.
    const due = Math.min((rate * (now - last)) / 1000, rate / 20) + sent;
    last = now;
    for (sent = due; sent >= 1; sent -= 1) {
      const send = idle.pop();
      if (send === undefined) break;
      send(next());
    }
    sent = Math.min(sent, 1);
    await sleep(TICK_MS);
  }
}

function timesOf(milliseconds: readonly number[]): Times {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}
