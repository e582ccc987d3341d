import type pg from "pg";
import type { LoadResult } from "../load/result.ts";
import type { Options } from "../options.ts";

export type ContenderName =
  | "terrarium"
  | "ordinary-same-work"
  | "ordinary-insert-only"
  | "bare-database-limit";

/** What is sent in one round. */
export type RoundPlan = {
  bytes: number;
  count: number;
  seed: number;
  leadSeconds: number;
  seconds: number;
  connections: number;
  /** As in LoadPlan; without it as many as are taken. */
  perSecond?: number;
};

export type Contender = {
  name: ContenderName;
  pid: number;
  /** Of its door, where it has one. */
  port: number | null;
  /** The database that it alone uses. */
  client: pg.Client;
  /** Makes everything ready that is not to be measured. Returns the mean size of a body in bytes. */
  prepare(plan: RoundPlan): Promise<number>;
  run(plan: RoundPlan): Promise<LoadResult>;
  /** Statements, each with the one number that it must return after `answered` deliveries of that size. */
  checks(answered: number, bytes: number): Check[];
  /** What is emptied after each round. */
  tables(): Promise<string[]>;
  stop(): Promise<void>;
};

export type Check = { what: string; sql: string; wanted: number };

const CONNECTIONS = 64;

/** How many requests are under way at once. */
export function connectionsOf({ connections }: Options): number {
  return connections ?? CONNECTIONS;
}
