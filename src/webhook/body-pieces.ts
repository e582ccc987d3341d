/**
 * A request's body in the pieces that it came in: made one, a large body would be twice in the memory that the event
 * loop's thread has to keep clean, and another thread takes the pieces as they are.
 */
import type { FastifyRequest } from "fastify";
import { TerrariumError } from "../errors.ts";

export type BodyPieces = readonly Uint8Array[];

const LEAST_MEAN_BYTES = 4096;

export function lengthOf(pieces: BodyPieces): number {
  return pieces.reduce((length, piece) => length + piece.length, 0);
}

export function joined(pieces: BodyPieces): Uint8Array {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

/** The same in no more pieces than it is cheap to hand over: a sender may send byte by byte. */
export function fewPieces(pieces: BodyPieces): BodyPieces {
  return pieces.length * LEAST_MEAN_BYTES > lengthOf(pieces) ? [joined(pieces)] : pieces;
}

/**
 * Reads a body that is no larger than it may be.
 * @throws TerrariumError BODY_TOO_LARGE, as soon as that is known; NOT_JSON where less came than was said
 * @throws Error of the connection, where that was cut
 */
export function readPieces({ raw, headers }: FastifyRequest, maxBytes: number): Promise<BodyPieces> {
  const { promise, resolve, reject } = Promise.withResolvers<BodyPieces>();
  const wanted = headers["content-length"] === undefined ? null : Number(headers["content-length"]);
  const pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    if (length > maxBytes) leave(bodyTooLarge(maxBytes));
    else pieces.push(piece);
  };
  const end = () => {
    if (wanted !== null && wanted !== length)
      leave(new TerrariumError("NOT_JSON", "The body is not as long as its content-length says."));
    else leave();
  };
  const leave = (error?: Error) => {
    raw.off("data", take).off("end", end).off("error", leave);
    if (error) reject(error);
    else resolve(pieces);
  };
  if (wanted !== null && wanted > maxBytes) reject(bodyTooLarge(maxBytes));
  else raw.on("data", take).on("end", end).on("error", leave);
  return promise;
}

export function bodyTooLarge(maxBytes: number, cause?: unknown): TerrariumError {
  const message = `The body is larger than ${maxBytes} bytes: raise TERRARIUM_MAX_BODY_BYTES to take it.`;
  return new TerrariumError("BODY_TOO_LARGE", message, { cause });
}
