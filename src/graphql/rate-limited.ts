import { TerrariumError } from "../errors.ts";

/** What there may be too much of, as the metrics name it. */
export type LimitName =
  | "requests_per_key"
  | "requests_per_address"
  | "failed_keys"
  | "sockets"
  | "sockets_per_key"
  | "sockets_without_key"
  | "operations_per_socket"
  | "subscriptions"
  | "subscriptions_per_key";

/** There is too much of something: how much may be, and when to try again. */
export class RateLimited extends TerrariumError {
  readonly limit: LimitName;
  readonly retryAfterSeconds: number;
  /** Of an answer over HTTP: 503 where the gateway is full, whoever asks. */
  readonly status: 429 | 503;

  constructor(limit: LimitName, message: string, retryAfterSeconds: number, status: 429 | 503 = 429) {
    super("RATE_LIMITED", message);
    this.limit = limit;
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status;
  }
}

/** Makes refusals, and tells of each. */
export type Refuse = (...why: ConstructorParameters<typeof RateLimited>) => RateLimited;

export function refuserOf(onRefused: (limit: LimitName) => void): Refuse {
  return (limit, ...why) => {
    onRefused(limit);
    return new RateLimited(limit, ...why);
  };
}
