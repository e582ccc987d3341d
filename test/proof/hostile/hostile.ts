/** Attacks a gateway while others deliver to it, one attack after the other. */
import { recordsAreNewest } from "../check/records-are-newest.ts";
import { storedOnce } from "../check/stored-once.ts";
import { readRecords } from "../load/read-records.ts";
import { openSenders } from "../load/senders.ts";
import { openStory } from "../load/story.ts";
import type { Target } from "../load/target.ts";
import type { Proof } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { openGatewayProcess } from "../stage/gateway-process.ts";
import { watchMemory } from "../stage/memory.ts";
import { openPostgres } from "../stage/postgres-server.ts";
import { type Attack, attacks } from "./attacks.ts";

const MOST_MB = 900;
const NEIGHBOURS = 2;

export const hostile: Proof = {
  claim:
    "Whatever is sent gets its answer in bounded time and memory, and what others deliver meanwhile is not harmed",
  options: {
    slow: { default: 170, meaning: "seconds that slow senders go on for, unless they are cut off" },
    longest: { default: 10_000, meaning: "milliseconds that any other answer may take" },
    bombs: { default: 60, meaning: "that come at once, unsigned" },
    seed: { default: 1, meaning: "what others deliver meanwhile" },
  },
  async run(run, { slow = 0, longest = 0, bombs = 0, seed = 0 }) {
    const folder = await openFolder(run.opened);
    const server = await openPostgres(folder, run.opened, { fsync: false });
    const gateway = await openGatewayProcess(
      { command: run.gateway, databaseUrl: server.url, folder },
      run.opened,
    );
    const memory = watchMemory(gateway.pid);
    run.opened.defer(() => memory.stop());
    const story = openStory({ seed, people: 6, large: false });
    const senders = openSenders([gateway], story, NEIGHBOURS);
    const counts: Record<string, string> = {};
    const broken: string[] = [];
    const all = attacks(slow, bombs);
    const progress = run.progress(all.length, "attacks");
    for (const [i, attack] of all.entries()) {
      progress.at(i, attack.name);
      const takenBefore = senders.answers["200"];
      const met = await attacked(gateway, attack);
      const beside = senders.answers["200"] - takenBefore;
      counts[attack.name] =
        `${met.text}; ${beside} taken beside it, ${Math.round(memory.samples.at(-1) ?? 0)} MB`;
      const wrong = met.statuses.filter((status) => !attack.wanted.includes(status));
      if (wrong.length > 0) broken.push(`${attack.name} was answered ${wrong[0]}, ${wrong.length} times`);
      if (met.mostMs > longest && !attack.wanted.includes(408))
        broken.push(`${attack.name} took ${met.mostMs} ms`);
    }
    progress.at(all.length);
    progress.end();
    await senders.finish();
    memory.stop();
    const most = Math.round(Math.max(...memory.samples));
    return {
      counts: { ...counts, "memory at the most, MB": most, "taken from others": senders.taken.size },
      broken: [
        ...broken,
        ...senders.odd,
        ...(senders.answers.none > 0 ? [`others got no answer ${senders.answers.none} times`] : []),
        ...(await storedOnce(server.pool, senders.taken)),
        ...recordsAreNewest((await readRecords(gateway)).filter(isStory), story.expected()),
        ...(most < MOST_MB ? [] : [`the gateway held ${most} MB`]),
        ...gateway.errors,
        ...(gateway.endedByItself() > 0 ? ["the gateway ended by itself"] : []),
      ],
    };
  },
};

// Those of the attacks have no reference.
function isStory({ record }: { record: string }): boolean {
  return !record.includes(" null ");
}

async function attacked(target: Target, { copies, send }: Attack) {
  const answers = await Promise.all(Array.from({ length: copies }, (_, copy) => send(target, copy)));
  const statuses = answers.map(({ status }) => status);
  const mostMs = Math.round(Math.max(...answers.map(({ milliseconds }) => milliseconds)));
  const kinds = [...new Set(statuses)].map((status) => (status === 0 ? "closed" : status)).join(", ");
  return { statuses, mostMs, text: `${copies} times ${kinds}, ${mostMs} ms at the most` };
}
