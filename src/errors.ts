/** Every error that a client or an operator can meet: a stable code, and a message that says what to do. */

/** The codes that GraphQL answers carry in `extensions.code`, and the webhook door in `error`. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "QUERY_TOO_COMPLEX"
  | "RATE_LIMITED"
  | "INTERNAL_SERVER_ERROR"
  | "NOT_JSON"
  | "SIGNATURE_REFUSED"
  | "BODY_TOO_LARGE"
  | "NOT_JSON_CONTENT"
  | "CANNOT_STORE_NOW"
  | "BAD_SETTING"
  | "DATABASE_UNUSABLE";

export class TerrariumError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
