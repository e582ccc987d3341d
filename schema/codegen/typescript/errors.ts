/** What an answer says went wrong, in the words of GraphQL. */
export type AnswerFault = {
  message: string;
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
};

type Facts = { status?: number | undefined; retryAfterMs?: number | undefined; cause?: unknown };

/** Everything that a client throws, but for the reason of an abort and mistakes in the call itself. */
export class TerrariumError extends Error {
  /** What to tell errors by: a code of the gateway such as BAD_USER_INPUT, else HTTP_ with the status, or NETWORK. */
  readonly code: string;
  /** The status of the HTTP answer, where there was one. */
  readonly status: number | undefined;
  /** How long the gateway asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, { status, retryAfterMs, cause }: Facts = {}) {
    super(message, { cause });
    this.name = "TerrariumError";
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The gateway answered, and the answer has errors. The first gives code, message and path; `faults` has all. */
export class AnswerError extends TerrariumError {
  readonly path: readonly (string | number)[] | undefined;
  readonly faults: readonly AnswerFault[];

  constructor(faults: readonly AnswerFault[], facts: Facts = {}) {
    const [first] = faults;
    const code = first?.extensions?.["code"];
    super(typeof code === "string" ? code : "UNKNOWN", first?.message ?? "The answer has no data.", facts);
    this.name = "AnswerError";
    this.path = first?.path;
    this.faults = faults;
  }
}

/** Something answered by HTTP, and not with GraphQL: the gateway's door, or a proxy before it. */
export class HttpError extends TerrariumError {
  constructor(url: string, status: number, text: string, retryAfterMs: number | undefined) {
    super(`HTTP_${status}`, `${url} answered with HTTP ${status}: ${text.slice(0, 200)}`, {
      status,
      retryAfterMs,
    });
    this.name = "HttpError";
  }
}

/** Nothing answered, or the connection broke. */
export class NetworkError extends TerrariumError {
  constructor(message: string, cause?: unknown) {
    super("NETWORK", message, { cause });
    this.name = "NetworkError";
  }
}
