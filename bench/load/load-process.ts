/** The process that sends the load: told what to prepare, then when to send it. */
import { serveParent } from "../machine/child.ts";
import { chunkMaker } from "../terra/chunks.ts";
import { authOf, dailyMaker, USERS } from "../terra/deliveries.ts";
import { historyOf } from "../terra/history.ts";
import { signedRequest } from "../terra/signed-request.ts";
import type { LoadResult } from "./result.ts";
import { type LoadPlan, sendLoad } from "./send-load.ts";
import { postRequest, type WireRequest } from "./wire-request.ts";

/** A request of JSON, and the lines of its headers beside those that all have. */
type Post = { headers: string[]; body: string };

export type LoadQuestion =
  | { ask: "prepare"; what: "auths"; secret: string }
  | { ask: "prepare"; what: "dailies"; bytes: number; count: number; seed: number; secret: string }
  /** As many days of one person in a delivery as Terra sends at most. */
  | { ask: "prepare"; what: "chunks"; count: number; seed: number; secret: string }
  /** All deliveries of the people from `from` up to, and without, `to`. */
  | { ask: "prepare"; what: "history"; from: number; to: number; secret: string }
  /** So many of these requests, which come round again. */
  | { ask: "prepare"; what: "posts"; path: string; posts: Post[]; count: number }
  | ({ ask: "send" } & LoadPlan);

type Prepare = Extract<LoadQuestion, { ask: "prepare" }>;

export type Prepared = { meanBytes: number };
export type LoadReply = { prepared: Prepared } | { result: LoadResult };

let requests: WireRequest[] = [];

serveParent<LoadQuestion, LoadReply>(async (question) => {
  if (question.ask === "prepare") return { prepared: prepare(question) };
  const result = await sendLoad(question, requests);
  requests = [];
  return { result };
});

function prepare(question: Prepare): Prepared {
  requests = requestsOf(question);
  const bytes = requests.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
  return { meanBytes: bytes / requests.length };
}

function requestsOf(question: Prepare): WireRequest[] {
  switch (question.what) {
    case "auths":
      return Array.from({ length: USERS }, (_, user) => signedRequest(authOf(user), question.secret));
    case "dailies": {
      const make = dailyMaker(question.bytes, question.seed);
      return Array.from({ length: question.count }, (_, i) => signedRequest(make(i), question.secret));
    }
    case "chunks": {
      const make = chunkMaker(question.seed);
      return Array.from({ length: question.count }, (_, i) => signedRequest(make(i), question.secret));
    }
    case "history": {
      const people = Array.from({ length: question.to - question.from }, (_, i) => question.from + i);
      return people.flatMap(historyOf).map((delivery) => signedRequest(delivery, question.secret));
    }
    case "posts": {
      const { path, count } = question;
      const posts = question.posts.map(({ headers, body }) => postRequest(path, headers, Buffer.from(body)));
      return Array.from({ length: count }, (_, i) => posts[i % posts.length]).filter((post) => !!post);
    }
  }
}
