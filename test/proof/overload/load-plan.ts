/** What the load process is asked for, and what it says. */
export type LoadPlan = {
  port: number;
  secret: string;
  /** Of a body. */
  bytes: number;
  /** Open at most; one request at a time on each. */
  connections: number;
  /** Requests a second, whatever is answered; null: on each connection the next as soon as the last is answered. */
  rate: number | null;
  /** Before the time that counts. */
  leadSeconds: number;
  seconds: number;
};

export type Times = { count: number; p50Ms: number; p99Ms: number; mostMs: number };

export type LoadResult = {
  /** Sent in the time that counts, a second. */
  sentPerSecond: number;
  taken: Times;
  refused: Times;
  /** Refused without saying when to come again. */
  withoutRetryAfter: number;
  /** Other answers, and connections that were cut. */
  odd: Record<string, number>;
  /** Numbers of the deliveries that were answered 200, in all the time. */
  takenNumbers: number[];
  cpuShare: number;
};
