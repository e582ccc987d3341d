/** Plays one case to a gateway, in each of its orders, and says whether the rule was kept. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Posted, post, signatureOf } from "../post.ts";
import { reasonOf } from "../reason-of.ts";
import type { Target } from "../target.ts";
import { announce } from "./announce.ts";
import { ask, type Reader } from "./ask.ts";
import { Broken } from "./broken.ts";
import type { Case, Delivery, Question } from "./case.ts";
import { InAnyOrder, matches } from "./matches.ts";

export type Receiver = {
  target: Target & { path: string };
  /** Null where the state cannot be read back. */
  reader: Reader | null;
  /** How long each answer took. */
  times: number[];
};

export type Verdict = {
  rule: Case["rule"];
  claim: string;
  outcome: "kept" | "broken" | "unseen";
  /** What `%` stands for in the telling that broke it. */
  own?: string;
  /** That telling: each delivery in the order of arrival, with what it was answered. */
  sent?: string[];
  wanted?: unknown;
  found?: unknown;
};

/** `own` is an id that no other case and no other run has. */
export async function playCase(receiver: Receiver, played: Case, own: string): Promise<Verdict> {
  const { rule, claim, deliveries, questions } = played;
  const canBeSeen = receiver.reader !== null || questions.length === 0;
  const tellings = played.arrivals(deliveries.length).slice(0, canBeSeen ? undefined : 1);
  for (const [index, telling] of tellings.entries()) {
    const sent: string[] = [];
    const itsOwn = `${own}-${index}`;
    try {
      await tell(receiver, played, telling, itsOwn, sent);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      const { wanted, found } = error;
      return { rule, claim, outcome: "broken", own: itsOwn, sent, wanted, found };
    }
  }
  return { rule, claim, outcome: canBeSeen ? "kept" : "unseen" };
}

async function tell(
  receiver: Receiver,
  { deliveries, questions, eventually, remembered }: Case,
  telling: number[][],
  own: string,
  sent: string[],
): Promise<void> {
  const { reader } = receiver;
  let ids: string[] = [];
  for (const [index, group] of telling.entries()) {
    const sending = group.map(async (place) => {
      const delivery = deliveries[place];
      if (delivery) await sendOne(receiver, delivery, { own, place, sent });
    });
    await Promise.all(sending);
    if (reader && remembered?.after === index + 1) {
      ids = remembered.ids(await ask(reader, remembered.query.replaceAll("%", own)));
    }
  }
  if (reader === null) return;
  for (const question of questions) await look(reader, withIds(question, ids), own, eventually);
}

function withIds(question: Question, ids: readonly string[]): Question {
  if (!("query" in question)) return question;
  return { ...question, query: question.query.replace(/@(\d)/g, (_, place) => ids[Number(place)] ?? "") };
}

type Telling = { own: string; place: number; sent: string[] };

async function sendOne(receiver: Receiver, delivery: Delivery, { own, place, sent }: Telling): Promise<void> {
  const body = bytesOf(delivery, own);
  const headers = headersOf(receiver.target, delivery, body, own, place);
  const posted = await postOrAnnounce(receiver, delivery, body, headers);
  sent.push(lineOf(delivery, posted));
  const { answer = 200 } = delivery;
  // A receiver of another make may say 202 or 204 to what it takes.
  const isRight = answer === 200 ? posted.status >= 200 && posted.status < 300 : posted.status === answer;
  if (!isRight) throw new Broken(`the answer ${answer}`, posted.said);
}

async function postOrAnnounce(
  { target, times }: Receiver,
  { saysBytes }: Delivery,
  body: Buffer<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Posted> {
  if (saysBytes !== undefined) {
    return announce(target, body, { ...headers, "content-length": String(saysBytes) });
  }
  const posted = await post(target, body, headers);
  times.push(posted.ms);
  return posted;
}

function bytesOf({ body }: Delivery, own: string): Buffer<ArrayBuffer> {
  if (Buffer.isBuffer(body)) return Buffer.from(body);
  return Buffer.from((typeof body === "string" ? body : JSON.stringify(body)).replaceAll("%", own));
}

function headersOf(
  { secret, devId }: Target,
  { headers = {}, signing }: Delivery,
  body: Buffer,
  own: string,
  place: number,
): Record<string, string> {
  const all = {
    "content-type": "application/json",
    "dev-id": devId ?? "conformance",
    "x-terra-trace-id": `${own}-${place}`,
    ...(signing ? signing(body, secret) : signatureOf({ secret }, body)),
    ...headers,
  };
  const kept = Object.entries(all).filter(([name]) => headers[name] !== "");
  return Object.fromEntries(kept.map(([name, value]) => [name, value.replaceAll("%", own)]));
}

// The beginning of a body is enough to see whose it is and what it states.
const SHOWN_CHARACTERS = 240;

function lineOf({ body, headers = {} }: Delivery, { said }: Posted): string {
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value || "none"}`);
  return [shown(body), ...named, `-> ${said}`].join("  ");
}

// Whose it is comes last: of most cases that is always the same.
function shown(body: Delivery["body"]): string {
  if (Buffer.isBuffer(body)) return `${body.length} bytes`;
  if (typeof body === "string") return body.replace(/\s+/g, " ").slice(0, SHOWN_CHARACTERS);
  const { user, ...event } = body as Record<string, unknown>;
  return JSON.stringify(user === undefined ? event : { ...event, user }).slice(0, SHOWN_CHARACTERS);
}

async function look(reader: Reader, question: Question, own: string, eventually: boolean): Promise<void> {
  const giveUpAt = performance.now() + (eventually ? LONGEST_WHILE_MS : 0);
  const wanted = owned(question.wanted, own);
  for (;;) {
    const found = await foundFor(reader, question, own);
    if (matches(found, wanted)) return;
    if (performance.now() >= giveUpAt) throw new Broken(wanted, found);
    await sleep(200);
  }
}

const LONGEST_WHILE_MS = 10_000;

async function foundFor(reader: Reader, question: Question, own: string): Promise<unknown> {
  try {
    if ("query" in question) return await ask(reader, question.query.replaceAll("%", own));
    return await deliveryOf(reader, `${own}-${question.delivery}`, question.fields);
  } catch (error) {
    if (error instanceof Broken) throw error;
    throw new Broken("an answer over GraphQL", `no answer (${reasonOf(error)})`);
  }
}

/** Of the newest deliveries, that many are looked through for one: others are being sent at the same time. */
const PAGES = 3;

async function deliveryOf(reader: Reader, traceId: string, fields: string): Promise<unknown> {
  let after = "";
  for (let page = 0; page < PAGES; page += 1) {
    const { deliveries } = (await ask(
      reader,
      `{ deliveries(first: 1000${after}) { nodes { traceId ${fields} } pageInfo { endCursor hasNextPage } } }`,
    )) as DeliveryPage;
    const found = deliveries.nodes.find((node) => node.traceId === traceId);
    if (found || !deliveries.pageInfo.hasNextPage) return found ?? null;
    after = `, after: ${JSON.stringify(deliveries.pageInfo.endCursor)}`;
  }
  return null;
}

type DeliveryPage = {
  deliveries: {
    nodes: ({ traceId: string | null } & Record<string, unknown>)[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
};

/** The same with this telling's ids. */
function owned(value: unknown, own: string): unknown {
  if (typeof value === "string") return value.replaceAll("%", own);
  if (value instanceof InAnyOrder) return new InAnyOrder(...value.items.map((item) => owned(item, own)));
  if (Array.isArray(value)) return value.map((item) => owned(item, own));
  if (value === null || typeof value !== "object" || value instanceof RegExp) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, owned(part, own)]));
}
