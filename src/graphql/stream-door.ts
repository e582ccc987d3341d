/** GraphQL over server-sent events, by the rules of every transport: each request is one operation, its answer a stream. */
import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, getOperationAST } from "graphql";
import { z } from "zod";
import type { Ending } from "../access/ending.ts";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { addressOf, type Trust } from "../trusted-proxies.ts";
import { sendEvents } from "./event-stream.ts";
import type { Execution } from "./execution.ts";
import { MAX_REQUEST_BYTES } from "./limits.ts";
import { networkOf } from "./network-of.ts";
import { readOperation } from "./read-operation.ts";
import { resultsOfAny } from "./subscriptions.ts";

export type StreamDoorOptions = {
  /** Which proxies are believed. */
  trust: Trust;
  /** Told how many streams are open, at each change. */
  onStreams: (open: number) => void;
  /** How often something is sent where nothing happens; who has read nothing for twice as long is given up. */
  pingMs: number;
};

const ticketSchema = z.object({ ticket: z.string().optional().catch(undefined) });
const MUTATION_BY_GET = "A mutation is sent by POST, not by GET.";
const ONE_STREAM_EACH =
  "Each operation is a stream of its own here (distinct connections mode): send it by POST, or a query or subscription by GET.";

/** Opens the path in this scope, and breaks its streams off when the app closes, so that their clients come again. */
export function openStreamDoor(
  scope: FastifyInstance,
  execution: Execution,
  { trust, onStreams, pingMs }: StreamDoorOptions,
): void {
  const open = new Set<ServerResponse>();
  const keep = (response: ServerResponse) => {
    open.add(response);
    onStreams(open.size);
    whenClosed(response, () => {
      open.delete(response);
      onStreams(open.size);
    });
  };
  scope.addHook("preClose", async () => {
    for (const response of open) response.destroy();
  });
  scope.route({
    method: ["GET", "POST"],
    url: "/stream",
    exposeHeadRoute: false,
    bodyLimit: MAX_REQUEST_BYTES,
    handler: async (request, reply) => {
      const viewer = await admit(request, reply.raw, execution, trust);
      const results = await resultsOfAny(prepare(request, viewer, execution), viewer, execution);
      if (reply.raw.destroyed) return void (await results.return?.());
      keep(handOver(reply));
      const { sent, end } = sendEvents(reply.raw, results, execution, pingMs);
      whenClosed(
        reply.raw,
        execution.access.watch(viewer, (ending) => end(lastOf(ending))),
      );
      await sent;
    },
  });
  scope.route({
    method: ["PUT", "DELETE"],
    url: "/stream",
    handler: async () => {
      throw new TerrariumError("BAD_USER_INPUT", ONE_STREAM_EACH);
    },
  });
}

/** It counts as a socket until the response is closed. */
async function admit(
  { raw, headers, query }: FastifyRequest,
  response: ServerResponse,
  { rates, quotas, access }: Execution,
  trust: Trust,
): Promise<Viewer> {
  const address = addressOf(raw, trust);
  const place = quotas.takeSocket(networkOf(address));
  whenClosed(response, place.giveBack);
  const { ticket } = ticketSchema.parse(query);
  const viewer = await rates.admit(address, { authorization: headers.authorization, ticket }, access);
  place.belongTo(viewer);
  await rates.countViewer(viewer);
  return viewer;
}

function prepare(
  request: FastifyRequest,
  viewer: Viewer,
  execution: Execution,
): ExecutionArgs | GraphQLError[] {
  const prepared = execution.prepare(readOperation(request), viewer);
  if (Array.isArray(prepared) || request.method !== "GET") return prepared;
  const operation = getOperationAST(prepared.document, prepared.operationName);
  // A link on a page of another site is enough to make a browser send one.
  return operation?.operation === "mutation" ? [new GraphQLError(MUTATION_BY_GET)] : prepared;
}

// What every answer here has among its headers, this one shall have too.
function handOver(reply: FastifyReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  return reply.raw;
}

function lastOf({ message, closeCode }: Ending): FormattedExecutionResult {
  return { errors: [{ message, extensions: { code: "UNAUTHENTICATED", closeCode } }] };
}

function whenClosed(response: ServerResponse, tell: () => void): void {
  if (response.destroyed) tell();
  else response.once("close", tell);
}
