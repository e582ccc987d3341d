/** A thread in which bodies are prepared, made when the first one comes. */
import { createRequire } from "node:module";
import { deserialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { type ErrorCode, TerrariumError } from "../errors.ts";
import { lengthOf } from "./body-pieces.ts";
import type { PrepareRules } from "./prepare-arrived.ts";
import { NotJson } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ArrivedDelivery } from "./received-delivery.ts";

export type PrepareTask = { task: number; arrived: ArrivedDelivery };
/** What came instead of a prepared delivery. */
export type Refusal = { kind: ErrorCode | "NotJson" | "unknown"; message: string };
/** Answers come some together, as one piece of bytes that is handed over and not copied. */
export type PrepareAnswer = { task: number } & ({ prepared: PreparedDelivery } | { refusal: Refusal });

export type PrepareThread = {
  /** How many bytes of bodies wait for it, or are worked on. */
  waitingBytes(): number;
  /** Rejects with NotJson, SIGNATURE_REFUSED, CANNOT_STORE_NOW where too much waits already, or why the thread ended. */
  prepare(arrived: ArrivedDelivery): Promise<PreparedDelivery>;
  close(): Promise<void>;
};

/** At most `queueBytes` of bodies wait for the thread. */
export function openPrepareThread(rules: PrepareRules, queueBytes: number): PrepareThread {
  let running: Running | null = null;
  let bytes = 0;

  async function prepare(arrived: ArrivedDelivery): Promise<PreparedDelivery> {
    const size = lengthOf(arrived.body);
    if (bytes + size > queueBytes && bytes > 0) {
      throw new TerrariumError("CANNOT_STORE_NOW", "Too many deliveries are waiting: send it again.");
    }
    if (running?.ended !== false) running = startWorker(rules);
    bytes += size;
    return await running.prepare(arrived).finally(() => {
      bytes -= size;
    });
  }

  return {
    prepare,
    waitingBytes: () => bytes,
    close: async () => void (await running?.worker.terminate()),
  };
}

type Running = Pick<PrepareThread, "prepare"> & { worker: Worker; ended: boolean };
type Waiting = { resolve: (prepared: PreparedDelivery) => void; reject: (error: Error) => void };

function startWorker(rules: PrepareRules): Running {
  const waiting = new Map<number, Waiting>();
  const worker = newWorker(rules);
  let tasks = 0;
  const running = {
    worker,
    ended: false,
    prepare(arrived: ArrivedDelivery) {
      const task = ++tasks;
      const { promise, resolve, reject } = Promise.withResolvers<PreparedDelivery>();
      waiting.set(task, { resolve, reject });
      const message: PrepareTask = { task, arrived };
      worker.postMessage(message, arrived.body.flatMap(ownBytesOf));
      return promise;
    },
  };
  const settle = (answer: PrepareAnswer) => {
    const { resolve, reject } = waiting.get(answer.task) ?? {};
    waiting.delete(answer.task);
    if ("prepared" in answer) resolve?.(answer.prepared);
    else reject?.(errorOf(answer.refusal));
  };
  worker.on("message", (packed: Uint8Array) => {
    for (const answer of deserialize(packed) as PrepareAnswer[]) settle(answer);
  });
  const end = (cause: unknown) => {
    running.ended = true;
    for (const { reject } of waiting.values()) reject(new Error("the preparing thread ended", { cause }));
    waiting.clear();
  };
  worker.on("error", end);
  worker.on("exit", end);
  // Its answer cannot be read, and does not say whose it is.
  worker.on("messageerror", (error) => {
    end(error);
    void worker.terminate();
  });
  return running;
}

function errorOf({ kind, message }: Refusal): Error {
  if (kind === "unknown") return new Error(message);
  return kind === "NotJson" ? new NotJson(message) : new TerrariumError(kind, message);
}

// Bytes of a pool are others' too, and have to be copied.
function ownBytesOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function newWorker(rules: PrepareRules): Worker {
  const own = import.meta.url;
  // From its sources Node cannot run decorators by itself.
  const source = own.endsWith(".ts");
  const file = new URL(source ? "./prepare-worker.ts" : "./prepare-worker.js", own);
  const worker = new Worker(file, {
    workerData: rules,
    execArgv: source ? ["--import", createRequire(own).resolve("tsx")] : [],
  });
  worker.unref();
  return worker;
}
