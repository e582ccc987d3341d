/** One delivery with what is wrong with it, and then, as Terra's repeats would be, rightly. */
import { post, WRITE_DOOR } from "../post.ts";
import { type Answer, bodyOf, headersOf, type SendOptions, send } from "../send.ts";
import type { Tally } from "../tally.ts";
import { WRONG_SIGNATURES } from "../wrong-signatures.ts";
import { cutShort } from "./cut-short.ts";
import { countFault } from "./fault-tally.ts";
import type { FaultyDelivery } from "./faulty-delivery.ts";

/** As `send`; a wrong signature that the gateway takes counts as refused, for it is the gateway that is wrong then. */
export async function sendWithFaults(
  options: SendOptions & { tally: Tally },
  delivery: FaultyDelivery,
): Promise<Answer | null> {
  const { target, tally } = options;
  if (delivery.faults.includes("cut-connections")) {
    const body = bodyOf(delivery);
    await cutShort(`${target.url}${WRITE_DOOR}`, body, headersOf(target, delivery, body));
    countFault(tally.faults, "cut-connections", "no answer");
  }
  if (delivery.wrongSignature !== null) await sendWrongly(options, delivery);
  const answer = await send(options, delivery);
  for (const fault of delivery.faults) {
    const isOfTheFirst = fault === "wrong-signatures" || fault === "cut-connections";
    if (!isOfTheFirst && answer) countFault(tally.faults, fault, answer.said);
  }
  return answer;
}

async function sendWrongly(
  { target, tally }: Parameters<typeof sendWithFaults>[0],
  delivery: FaultyDelivery,
): Promise<void> {
  if (delivery.wrongSignature === null) return;
  const body = bodyOf(delivery);
  const { "terra-signature": _, ...headers } = headersOf(target, delivery, body);
  const signature = WRONG_SIGNATURES[delivery.wrongSignature](body, target.secret);
  const { status, said } = await post(target, body, { ...headers, ...signature });
  countFault(tally.faults, "wrong-signatures", status === 401 ? "401 refused" : said);
  if (status >= 200 && status < 300) tally.refused += 1;
}
