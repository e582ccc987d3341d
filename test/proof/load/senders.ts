/** So many senders that take deliveries from a story and send each until it is taken. */
import type { Answer } from "./send.ts";
import { sendUntilTaken } from "./send.ts";
import type { Story } from "./story.ts";
import type { Target } from "./target.ts";

export type Senders = {
  /** Trace ids of what was answered 200. */
  taken: Set<string>;
  answers: { "200": number; "503": number; none: number };
  /** Answers that were neither. */
  odd: string[];
  /** Takes nothing more from the story; resolves when all of it is taken. */
  finish(): Promise<void>;
};

/** Each sender goes round the targets. */
export function openSenders(targets: readonly Target[], story: Pick<Story, "next">, count: number): Senders {
  const taken = new Set<string>();
  const answers = { "200": 0, "503": 0, none: 0 };
  const odd: string[] = [];
  let finishing = false;

  function onAnswer({ status }: Answer): void {
    if (status === 200) answers["200"] += 1;
    else if (status === 503) answers["503"] += 1;
    else if (status === 0) answers.none += 1;
  }

  async function send(first: number): Promise<void> {
    for (let turn = first; !finishing; turn += 1) {
      const target = targets[turn % targets.length];
      if (target === undefined) return;
      const delivery = story.next();
      const { status } = await sendUntilTaken(target, delivery, onAnswer);
      if (status === 200) taken.add(delivery.traceId);
      else odd.push(`${delivery.traceId} was answered ${status}`);
    }
  }

  const sending = Promise.all(Array.from({ length: count }, (_, i) => send(i)));
  return {
    taken,
    answers,
    odd,
    finish: async () => {
      finishing = true;
      await sending;
    },
  };
}
