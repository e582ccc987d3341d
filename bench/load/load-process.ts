/** The process that sends the load: told what to prepare, then when to send it. */
import { serveParent } from "../machine/child.ts";
import { authOf, dailyMaker, USERS } from "../terra/deliveries.ts";
import { type SignedRequest, signedRequest } from "../terra/signed-request.ts";
import type { LoadResult } from "./result.ts";
import { type LoadPlan, sendLoad } from "./send-load.ts";

export type LoadQuestion =
  | { ask: "prepare"; what: "auths"; secret: string }
  | { ask: "prepare"; what: "dailies"; bytes: number; count: number; seed: number; secret: string }
  | ({ ask: "send" } & LoadPlan);

export type Prepared = { count: number; meanBytes: number };
export type LoadReply = { prepared: Prepared } | { result: LoadResult };

let requests: SignedRequest[] = [];

serveParent<LoadQuestion, LoadReply>(async (question) => {
  if (question.ask === "prepare") return { prepared: prepare(question) };
  const result = await sendLoad(question, requests);
  requests = [];
  return { result };
});

function prepare(question: Extract<LoadQuestion, { ask: "prepare" }>): Prepared {
  const auths = question.what === "auths";
  const count = auths ? USERS : question.count;
  const make = auths ? authOf : dailyMaker(question.bytes, question.seed);
  let bytes = 0;
  requests = Array.from({ length: count }, (_, index) => {
    const delivery = make(index);
    bytes += delivery.head.length + delivery.tail.length;
    return signedRequest(delivery, question.secret);
  });
  return { count, meanBytes: bytes / count };
}
