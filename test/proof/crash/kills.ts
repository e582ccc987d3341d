/** Kills the gateway or its PostgreSQL at random times under load, and holds what is there in the end against what was answered. */
import { setTimeout as sleep } from "node:timers/promises";
import { diceFor } from "../../../src/simulator/world/dice.ts";
import { feedHasEachOnce } from "../check/feed-has-each-once.ts";
import { recordsAreNewest } from "../check/records-are-newest.ts";
import { storedOnce } from "../check/stored-once.ts";
import { toldOnce } from "../check/told-once.ts";
import { openListener } from "../load/listener.ts";
import { readRecords } from "../load/read-records.ts";
import { openSenders, type Senders } from "../load/senders.ts";
import { openStory } from "../load/story.ts";
import type { Run, Verdict } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { type GatewayProcess, openGatewayProcess } from "../stage/gateway-process.ts";
import { openPostgres, type PostgresServer } from "../stage/postgres-server.ts";

export type KillOptions = { kills: number; seed: number; connections: number; longestLifeMs: number };

const QUIET_MS = 1_500;

export async function runKills(run: Run, options: KillOptions): Promise<Verdict> {
  const { opened } = run;
  const folder = await openFolder(opened);
  const server = await openPostgres(folder, opened, { fsync: true });
  const gateway = await openGatewayProcess({ command: run.gateway, databaseUrl: server.url, folder }, opened);
  const story = openStory({ seed: options.seed, people: 12, reauths: true });
  const listener = openListener(gateway, opened);
  const senders = openSenders([gateway], story, options.connections);
  const killed = await killAtRandom(run, options, { gateway, server, senders });
  await senders.finish();
  await listener.quietFor(QUIET_MS);
  const late = openListener(gateway, opened);
  await late.quietFor(QUIET_MS);
  const shown = await readRecords(gateway);
  const feed = await feedHasEachOnce(server.pool);
  return {
    counts: {
      "gateway killed": killed.gateway,
      "PostgreSQL killed": killed.PostgreSQL,
      "deliveries answered 200": senders.taken.size,
      "answers 200, 503, none": Object.values(senders.answers).join(", "),
      records: shown.length,
      "changes in the feed": feed.changes,
      "told to the one who listened through it all": listener.events.length,
      "times it came back with its last cursor": listener.reconnects(),
      "told to one who came late": late.events.length,
    },
    broken: [
      ...senders.odd,
      ...(await storedOnce(server.pool, senders.taken)),
      ...recordsAreNewest(shown, story.expected()),
      ...feed.broken,
      ...toldOnce(listener.events, shown).map((line) => `through it all: ${line}`),
      ...toldOnce(late.events, shown).map((line) => `late: ${line}`),
      ...(gateway.endedByItself() > 0
        ? [`the gateway ended by itself ${gateway.endedByItself()} times`]
        : []),
    ],
  };
}

type Stage = { gateway: GatewayProcess; server: PostgresServer; senders: Senders };

async function killAtRandom(run: Run, { kills, seed, longestLifeMs }: KillOptions, stage: Stage) {
  const dice = diceFor("kills", seed);
  const killed = { gateway: 0, PostgreSQL: 0 };
  const progress = run.progress(kills, "kills");
  for (let kill = 1; kill <= kills; kill += 1) {
    await untilOneIsTaken(stage.senders);
    await sleep(dice.between(0, longestLifeMs));
    const whom = dice.chance(0.5) ? "gateway" : "PostgreSQL";
    await (whom === "gateway" ? stage.gateway.killAndStart() : stage.server.kill());
    killed[whom] += 1;
    progress.at(kill, `${stage.senders.taken.size} deliveries answered 200`);
  }
  progress.end();
  return killed;
}

const longestWaitMs = 60_000;

async function untilOneIsTaken({ answers }: Senders): Promise<void> {
  const [before, giveUpAt] = [answers["200"], Date.now() + longestWaitMs];
  while (answers["200"] === before) {
    if (Date.now() > giveUpAt) throw new Error("After a kill nothing was taken for a minute.");
    await sleep(10);
  }
}
