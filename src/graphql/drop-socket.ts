/** Why a socket is closed, and by which code: what a client does about it depends on that. */
import { CloseCode } from "graphql-ws";
import type { WebSocket } from "ws";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import { RateLimited } from "./rate-limited.ts";

export const KEY_FIRST = "UNAUTHENTICATED: send connection_init with an authorization before any operation.";
const TRY_AGAIN_LATER = 1013;
const TOO_MANY_REQUESTS = 4429;

/** Closes the socket whose message could not be handled. */
export function dropSocket(socket: WebSocket, error: unknown, log: Log): void {
  const known = closingOf(error);
  if (known === null) log("error", "A message of a socket failed.", factsOf(error));
  const [code, reason] = known ?? [CloseCode.InternalServerError, "INTERNAL_SERVER_ERROR"];
  closeSocket(socket, code, reason);
}

/** A close reason holds 123 bytes, and may quote a client, whose letters may have several each. */
export function closeSocket(socket: WebSocket, code?: number, reason = ""): void {
  const bytes = Buffer.from(reason).subarray(0, 123);
  socket.close(code, new TextDecoder().decode(bytes, { stream: true }));
}

function closingOf(error: unknown): [code: number, reason: string] | null {
  const code = codeOf(error);
  if (code !== null && error instanceof TerrariumError) return [code, `${error.code}: ${error.message}`];
  // graphql-ws throws this where a client sends what only servers say.
  const isOfServers = error instanceof Error && error.message.startsWith("Unexpected message of type");
  return isOfServers ? [CloseCode.BadRequest, `${error.message}.`] : null;
}

function codeOf(error: unknown): number | null {
  if (!(error instanceof TerrariumError)) return null;
  if (error instanceof RateLimited) return TOO_MANY_REQUESTS;
  if (error.code === "UNAUTHENTICATED") return CloseCode.Forbidden;
  return error.code === "CANNOT_VERIFY_NOW" ? TRY_AGAIN_LATER : null;
}
