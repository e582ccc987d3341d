/**
 * Answers for what comes past every door: a socket that is not taken, an address that cannot be read. They go the way
 * of every answer, so that they have its headers, its shape and its line in the log.
 */
import { type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";

const refusals = new WeakMap<IncomingMessage, Error>();

/** Register it behind what gives all answers their headers. */
export function answerRefused(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => done(refusals.get(request.raw)));
}

export function refuse(
  app: FastifyInstance,
  request: IncomingMessage,
  response: ServerResponse,
  error: Error,
): void {
  refusals.set(request, error);
  app.routing(request, response);
}

/** Answers a request for a socket as if it were for none, and ends its connection; its errors are the caller's to hear. */
export function refuseUpgrade(
  app: FastifyInstance,
  request: IncomingMessage,
  stream: Duplex,
  error: Error,
): void {
  if (!(stream instanceof Socket)) return void stream.destroy();
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(stream);
  // For whoever asked by another version of the protocol.
  response.setHeader("sec-websocket-version", "13");
  response.once("finish", () => {
    stream.once("finish", () => stream.destroy());
    stream.end();
  });
  refuse(app, request, response, error);
}
