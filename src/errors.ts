/** Every error that a client or an operator can meet: a stable code, and a message that says what to do. */

/** The codes: `extensions.code` of GraphQL's answers, `error` of the other doors'. The README's table is held to this one. */
export const ERRORS = {
  UNAUTHENTICATED: {
    status: 401,
    meaning:
      "There is no key, token or ticket, or it is not known, was revoked, or has expired; the message says which.",
  },
  FORBIDDEN: { status: 403, meaning: "The key is known, and this is not for it." },
  BAD_USER_INPUT: {
    status: 400,
    meaning: "An argument, a cursor or the document itself is wrong; the message says which.",
  },
  NOT_FOUND: { status: 404, meaning: "There is nothing at this address, or nothing with this id." },
  QUERY_TOO_COMPLEX: {
    status: 400,
    meaning:
      "The query is too deep or too long, asks for too much, or took too long; the message says the limit.",
  },
  RATE_LIMITED: {
    status: 429,
    meaning:
      "Too many requests, sockets or subscriptions; the message says the limit, Retry-After when to come again.",
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    meaning: "Something went wrong here; the log has the details under the id given.",
  },
  NOT_JSON: { status: 400, meaning: "A delivery's body is no JSON object." },
  SIGNATURE_REFUSED: {
    status: 401,
    meaning: "A delivery's signature is missing or wrong: check TERRA_SIGNING_SECRETS.",
  },
  BODY_TOO_LARGE: { status: 413, meaning: "A body is larger than is taken: see TERRARIUM_MAX_BODY_BYTES." },
  NOT_JSON_CONTENT: {
    status: 415,
    meaning: "A delivery's content-type is not JSON, or its encoding is not gzip.",
  },
  CANNOT_STORE_NOW: {
    status: 503,
    meaning: "The database is away or too much is waiting; nothing was stored, send it again.",
  },
  CANNOT_VERIFY_NOW: {
    status: 503,
    meaning: "The issuer's keys, or the tickets that were used, cannot be had now; ask again.",
  },
  BAD_SETTING: {
    status: 500,
    meaning: "A setting is missing, wrong or unknown; the gateway does not start.",
  },
  DATABASE_UNUSABLE: {
    status: 503,
    meaning: "The database cannot be used as it is; the message says what to do.",
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;

export class TerrariumError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
