/** GraphQL over WebSocket, protocol graphql-transport-ws: queries and subscriptions, by the rules of every transport. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { GraphQLError } from "graphql";
import { CloseCode, handleProtocols, makeServer, type ServerOptions } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { factsOf } from "../log.ts";
import { refuseUpgrade } from "../refuse.ts";
import type { Trust } from "../trusted-proxies.ts";
import { closeSocket, dropSocket, KEY_FIRST } from "./drop-socket.ts";
import type { Execution } from "./execution.ts";
import { MAX_REQUEST_BYTES } from "./limits.ts";
import { admitCaller, type Caller } from "./socket-caller.ts";
import { hold, keepAlive, PING_MS, send } from "./socket-flow.ts";
import { resultOf, resultsOf } from "./subscriptions.ts";

export type SocketDoorOptions = {
  path?: string;
  /** Whose pages may open sockets beside our own; "*" is everybody's. */
  origins?: readonly string[];
  /** Which proxies are believed. */
  trust?: Trust;
  /** Told how many sockets are open, at each change. */
  onSockets?: (open: number) => void;
  /** How often a socket is asked whether it is still there; one that has not answered by the next time is closed. */
  pingMs?: number;
};

const GOING_AWAY = 1001;
/** Operations that one socket may have running at once, subscriptions included. */
const MAX_OPERATIONS = 200;
const TOO_MANY_OPERATIONS = `A socket may have ${MAX_OPERATIONS} operations at once: complete some, or open another socket.`;
/** Where nobody knows when there will be room. */
const SECONDS_TO_WAIT = 5;
/** How long a socket may take to say goodbye when the gateway closes. */
const FAREWELL_MS = 1_000;

/** Opens the path for sockets on the app's own server, and closes them with 1001 when the app closes. */
export function openSocketDoor(
  app: FastifyInstance,
  execution: Execution,
  options: SocketDoorOptions = {},
): void {
  const {
    path = "/graphql",
    origins = [],
    trust = () => false,
    onSockets = () => {},
    pingMs = PING_MS,
  } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES, handleProtocols });
  sockets.on("connection", (socket: WebSocket, caller: Caller) => {
    onSockets(sockets.clients.size);
    socket.once("close", () => onSockets(sockets.clients.size));
    keepAlive(socket, pingMs);
    serve(socket, caller, execution);
  });
  sockets.on("wsClientError", ({ message }, stream, request) =>
    refuseUpgrade(app, request, stream, new TerrariumError("BAD_USER_INPUT", `${message}.`)),
  );
  const take = async (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const caller = await admitCaller(request, stream, execution, { path, origins, trust });
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, caller));
  };
  app.server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on("error", () => stream.destroy());
    take(request, stream, head).catch((error: Error) => refuseUpgrade(app, request, stream, error));
  });
  app.addHook("preClose", () => close(sockets));
}

function serve(socket: WebSocket, caller: Caller, execution: Execution): void {
  const viewers = viewerOfSocket(socket, caller, execution);
  const server = makeServer(operationsOf(viewers, caller, execution));
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) =>
        closeSocket(socket, code, code === CloseCode.Unauthorized ? KEY_FIRST : reason),
      onMessage: (handle) =>
        socket.on("message", (data) => {
          handle(String(data)).catch((error: unknown) => dropSocket(socket, error, execution.log));
          hold(socket);
        }),
    },
    undefined,
  );
  socket.on("error", (error) => execution.log("info", "A socket broke.", factsOf(error)));
  socket.once("close", (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => {
      execution.log("error", "A socket could not be closed cleanly.", factsOf(error));
    });
  });
}

type SocketViewer = { enter(authorization: unknown): Promise<void>; known(): Viewer };

/** Whose socket it is, from connection_init on: one who may ask nothing more has it closed at once. */
function viewerOfSocket(
  socket: WebSocket,
  { address, ticket, place }: Caller,
  { access, rates }: Execution,
): SocketViewer {
  let viewer: Viewer | undefined;
  return {
    async enter(given) {
      const authorization = typeof given === "string" ? given : undefined;
      viewer = await rates.admit(address, { authorization, ticket }, access);
      place.belongTo(viewer);
      const leave = access.watch(viewer, ({ closeCode, message }) =>
        closeSocket(socket, closeCode, `UNAUTHENTICATED: ${message}`),
      );
      if (socket.readyState === socket.OPEN) socket.once("close", leave);
      else leave();
    },
    known() {
      if (viewer) return viewer;
      throw new TypeError("An operation came on a socket before its key.");
    },
  };
}

// Made for each socket, since each has a viewer of its own.
function operationsOf(
  { enter, known }: SocketViewer,
  { address }: Caller,
  execution: Execution,
): ServerOptions<Record<string, unknown>> {
  return {
    onConnect: ({ connectionParams }) => enter(connectionParams?.["authorization"]),
    onSubscribe: async ({ subscriptions }, _id, request) => {
      const operations = Object.keys(subscriptions).length;
      const refusal = await whyRefused(operations, address, known(), execution);
      const prepared = refusal ? [refusal] : execution.prepare(request, known());
      if (Array.isArray(prepared)) execution.onRefused(prepared[0]);
      return prepared;
    },
    execute: (args) => resultOf(args, known(), execution),
    subscribe: (args) => resultsOf(args, known(), execution),
    onNext: (_context, _id, _request, _args, result) => execution.show(result),
    onError: (_context, _id, _request, errors) => errors.map(execution.mask),
  };
}

async function whyRefused(
  operations: number,
  address: string,
  viewer: Viewer,
  { access, rates, rateLimited }: Execution,
): Promise<GraphQLError | null> {
  try {
    if (operations > MAX_OPERATIONS)
      throw rateLimited("operations_per_socket", TOO_MANY_OPERATIONS, SECONDS_TO_WAIT);
    await rates.countRequest(address);
    await rates.countViewer(viewer);
    // What a client sends while its socket is being closed still comes.
    if (await access.stands(viewer)) return null;
    throw new TerrariumError(
      "UNAUTHENTICATED",
      "The key or token of this socket holds no more: open another.",
    );
  } catch (error) {
    if (!(error instanceof TerrariumError)) throw error;
    return new GraphQLError(error.message, { originalError: error });
  }
}

function close(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY, "The gateway is closing.");
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, FAREWELL_MS);
  return new Promise((resolve) => {
    sockets.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
