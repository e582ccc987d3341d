/**
 * A request's body in the pieces that it came in: made one, a large body would be twice in the memory that the event
 * loop's thread has to keep clean, and another thread takes the pieces as they are.
 */
import type { FastifyRequest } from "fastify";
import { TerrariumError } from "../errors.ts";

export type BodyPieces = readonly Uint8Array[];

export function lengthOf(pieces: BodyPieces): number {
  return pieces.reduce((length, piece) => length + piece.length, 0);
}

export function joined(pieces: BodyPieces): Uint8Array {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

/**
 * Reads a body that is no larger than it may be.
 * @throws TerrariumError BODY_TOO_LARGE, as soon as that is known; NOT_JSON where less came than was said
 * @throws Error of the connection, where that was cut
 */
export function readPieces({ raw, headers }: FastifyRequest, maxBytes: number): Promise<BodyPieces> {
  const { promise, resolve, reject } = Promise.withResolvers<BodyPieces>();
  const wanted = headers["content-length"] === undefined ? null : Number(headers["content-length"]);
  const pieces = collectPieces();
  let length = 0;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    if (length > maxBytes) leave(bodyTooLarge(maxBytes));
    else pieces.add(piece);
  };
  const end = () => {
    if (wanted !== null && wanted !== length)
      leave(new TerrariumError("NOT_JSON", "The body is not as long as its content-length says."));
    else leave();
  };
  const leave = (error?: Error) => {
    raw.off("data", take).off("end", end).off("error", leave);
    if (error) reject(error);
    else resolve(pieces.all());
  };
  if (wanted !== null && wanted > maxBytes) reject(bodyTooLarge(maxBytes));
  else raw.on("data", take).on("end", end).on("error", leave);
  return promise;
}

const SMALL_PIECE = 4096;
const BLOCK = 64 * 1024;

// A sender may send byte by byte, and what Node keeps of a piece is some hundred times a byte: small ones are gathered.
function collectPieces() {
  const pieces: Uint8Array[] = [];
  const block = { bytes: new Uint8Array(0), length: 0 };

  function add(piece: Uint8Array): void {
    const isSmall = piece.length < SMALL_PIECE && pieces.length > 0;
    if (!isSmall || block.length + piece.length > BLOCK) flush();
    if (isSmall) gather(piece);
    else pieces.push(piece);
  }

  function gather(piece: Uint8Array): void {
    if (block.bytes.length === 0) block.bytes = new Uint8Array(BLOCK);
    block.bytes.set(piece, block.length);
    block.length += piece.length;
  }

  function flush(): void {
    if (block.length > 0) pieces.push(block.bytes.slice(0, block.length));
    block.length = 0;
  }

  function all(): BodyPieces {
    flush();
    return pieces;
  }

  return { add, all };
}

export function bodyTooLarge(maxBytes: number, cause?: unknown): TerrariumError {
  const message = `The body is larger than ${maxBytes} bytes: raise TERRARIUM_MAX_BODY_BYTES to take it.`;
  return new TerrariumError("BODY_TOO_LARGE", message, { cause });
}
