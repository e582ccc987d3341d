/** One thing that a rule asks of a gateway: what is sent, in which orders, and what is to be seen afterwards. */
import type { Signing } from "../wrong-signatures.ts";

export type RuleNumber = keyof typeof RULES;

/** 0 is the door itself; the others are the numbers of docs/rules.md. */
export const RULES = {
  0: "The door",
  1: "The version of a statement",
  2: "A record is the join of its versions",
  3: "Keys, inside one connection",
  4: "Connections through their lives",
  5: "Days, times, zones",
  6: "Duplicates",
  7: "Transfers",
  8: "Deletes",
  9: "One bad element",
  10: "Payloads that must be fetched",
  11: "Signatures and age",
} as const;

/**
 * In all texts of a delivery and of a question `%` stands for what keeps one telling of a case apart from every
 * other, so that the kit can be run again and again on a gateway in use.
 */
export type Delivery = {
  /** An object is sent as its JSON. */
  body: object | string | Buffer;
  /** Beside the content type, the signature and a trace id of its own; an empty text takes one of these away. */
  headers?: Record<string, string>;
  /** How it is signed, where not as Terra signs. */
  signing?: Signing;
  /** The status that it must be answered with: 200 where none is given. */
  answer?: number;
  /** A length that it says it has, of which it then sends the body alone and waits for the answer. */
  saysBytes?: number;
};

/** In which orders the deliveries arrive: each telling is a list of groups, and those of a group are sent at once. */
export type Arrivals = (count: number) => number[][][];

/** Asked with the admin key, in GraphQL; or the fields of one of the case's deliveries. `wanted`: see `matches`. */
export type Question =
  | { query: string; wanted: unknown }
  | { delivery: number; fields: string; wanted: unknown };

export type Case = {
  rule: RuleNumber;
  /** What a gateway that keeps the rule does, in words. */
  claim: string;
  deliveries: readonly Delivery[];
  arrivals: Arrivals;
  /** Asked when all is answered; without one only the answers are looked at. */
  questions: readonly Question[];
  /** Whether the gateway may take a while over it. */
  eventually: boolean;
  remembered: Remembered | null;
};

/** Ids that the gateway gave after so many groups of deliveries: `@0`, `@1` ... stand for them in the questions. */
export type Remembered = { after: number; query: string; ids: (answer: unknown) => string[] };

type Told = Pick<Case, "deliveries"> & { asked?: Question | readonly Question[] } & Partial<
    Pick<Case, "arrivals" | "eventually" | "remembered">
  >;

/** A case of a rule; where no arrivals are given, its deliveries arrive as they were emitted. */
export function caseOf(rule: RuleNumber, claim: string, told: Told): Case {
  const { deliveries, asked = [], arrivals = asEmitted, eventually = false, remembered = null } = told;
  const questions = "wanted" in asked ? [asked] : asked;
  return { rule, claim, deliveries, arrivals, questions, eventually, remembered };
}

export function asEmitted(count: number): number[][][] {
  return [places(count).map((place) => [place])];
}

function places(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
}
