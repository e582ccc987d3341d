/** The write door: POST /webhooks/terra, as a Fastify plugin of its own, so that bodies reach it as the bytes that came. */
import { promisify } from "node:util";
import zlib from "node:zlib";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type ErrorCode, TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import { type BodyPieces, bodyTooLarge, joined, lengthOf, readPieces } from "./body-pieces.ts";
import type { BodyRoom } from "./body-room.ts";
import type { Outcome } from "./outcomes-of-batch.ts";
import { type ReceiveOptions, type RequestBody, receive } from "./receive.ts";
import { refusalOf, type Turnstile } from "./turnstile.ts";

export type WebhookDoorOptions = ReceiveOptions & {
  maxBodyBytes: number;
  turnstile: Turnstile;
  /** Before the signature can be checked: a few bytes of anybody's may stand for as many as a body may have. */
  inflating: Turnstile;
  bodies: BodyRoom;
  log: Log;
  observe: (outcome: Outcome) => void;
  /** Told of each delivery that is not taken. */
  refused: (code: ErrorCode) => void;
};

export async function webhookDoor(app: FastifyInstance, options: WebhookDoorOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (request: FastifyRequest) => readPieces(request, options.maxBodyBytes));
  // The shell answers, with the status of the code.
  app.setErrorHandler((error, request) => {
    const refused = refusal(options, error, request);
    options.refused(refused.code);
    throw refused;
  });
  // Before the body is read, and past all else that an answer goes through: where most are refused, what refusing
  // costs is taken from what is not.
  app.addHook("onRequest", (request, reply, done) => {
    const bytes = bytesToCome(request, options);
    const leave = options.bodies.enter(bytes ?? options.maxBodyBytes);
    const why = leave ? options.turnstile.whyRefused(bytes ?? 0) : "too much is on its way in";
    if (leave) reply.raw.once("close", leave);
    if (why === null) return done();
    options.refused("CANNOT_STORE_NOW");
    const text = JSON.stringify({ error: "CANNOT_STORE_NOW", message: refusalOf(why) });
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(503, { ...refusalHeaders, "content-length": Buffer.byteLength(text) }).end(text);
  });
  app.post("/webhooks/terra", async (request, reply) => {
    requireJson(request);
    const body = await bodyOf(request, options);
    const outcome = await options.turnstile.pass(lengthOf(body.pieces), () =>
      receive(options, request.headers, body),
    );
    options.observe(outcome);
    return reply.code(200).send({ status: "stored" });
  });
}

// Null where it is not said. What says that it is too large is refused before any of it is kept.
function bytesToCome({ headers }: FastifyRequest, { maxBodyBytes }: WebhookDoorOptions): number | null {
  if (headers["transfer-encoding"] !== undefined) return null;
  const bytes = Number(headers["content-length"] ?? 0);
  return bytes > maxBodyBytes ? 0 : bytes;
}

const refusalHeaders = { "retry-after": "5", "content-type": "application/json; charset=utf-8" };

function requireJson({ headers }: FastifyRequest): void {
  const type = headers["content-type"] ?? "";
  if (/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) return;
  throw new TerrariumError(
    "NOT_JSON_CONTENT",
    `The content-type must be application/json; ${type || "none"} came.`,
  );
}

const gunzip = promisify(zlib.gunzip);
// Each piece is a way to another thread and back.
const INFLATED_PIECE = 128 * 1024;

async function bodyOf(
  request: FastifyRequest,
  { maxBodyBytes, inflating }: WebhookDoorOptions,
): Promise<RequestBody> {
  const pieces = (request.body as BodyPieces | undefined) ?? [];
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity") return { pieces, packed: null };
  if (encoding !== "gzip")
    throw new TerrariumError(
      "NOT_JSON_CONTENT",
      `The content-encoding must be gzip or none; ${encoding} came.`,
    );
  const packed = joined(pieces);
  try {
    const inflate = () => gunzip(packed, { maxOutputLength: maxBodyBytes, chunkSize: INFLATED_PIECE });
    return { pieces: [await inflating.pass(maxBodyBytes, inflate)], packed };
  } catch (cause) {
    if (cause instanceof TerrariumError) throw cause;
    const tooLarge = cause instanceof RangeError;
    throw tooLarge
      ? bodyTooLarge(maxBodyBytes, cause)
      : new TerrariumError("NOT_JSON", "The body is not gzip, though its content-encoding says so.", {
          cause,
        });
  }
}

// Whatever goes wrong here, the delivery is not stored: Terra sends it again when told so.
function refusal({ log }: WebhookDoorOptions, error: unknown, { raw }: FastifyRequest): TerrariumError {
  if (error instanceof TerrariumError) return error;
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new TerrariumError("NOT_JSON_CONTENT", "The content-type must be application/json.");
  if (raw.destroyed && !raw.complete) log("info", "a delivery was broken off by its sender");
  else log("error", "a delivery was not taken", factsOf(error));
  return new TerrariumError("CANNOT_STORE_NOW", "The delivery was not stored: send it again.", {
    cause: error,
  });
}
