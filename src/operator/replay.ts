/** The front door of `npm run replay`: which deliveries, page by page, and what became of them. */
import { type AskedGateway, findGateway } from "./find-gateway.ts";
import { type ReplayOptions, readReplayOptions, USAGE } from "./replay-options.ts";
import { countDeliveries, replayPages } from "./replay-pages.ts";
import { showReplayProgress } from "./replay-progress.ts";
import { addPage, createReplayTally, type ReplayTally, replaySummary } from "./replay-summary.ts";
import { runCommand, say } from "./run-command.ts";

const TOOK_BACK = `
Something is no longer stated that was before. What other deliveries say of it may be missing until they are replayed,
too: npm run replay -- --all.
`;
const AGAIN =
  "\nSomething is no longer stated that was before: once more, so that older deliveries fill it.\n\n";

await runCommand(async () => {
  const options = readReplayOptions(process.argv.slice(2), new Date());
  if (!options.help) return await replay(options);
  say(USAGE);
  return 0;
});

async function replay(options: ReplayOptions): Promise<number> {
  const gateway = await findGateway(options);
  let tally = await replayOnce(gateway, options);
  if (tally.tookBack && options.all) {
    say(AGAIN);
    tally = await replayOnce(gateway, options);
  }
  if (tally.tookBack && !options.all) say(TOOK_BACK);
  return tally.failed > 0 ? 1 : 0;
}

async function replayOnce(gateway: AskedGateway, { filter }: ReplayOptions): Promise<ReplayTally> {
  const tally = createReplayTally();
  const progress = showReplayProgress(await countDeliveries(gateway, filter));
  try {
    for await (const page of replayPages(gateway, filter)) {
      addPage(tally, page);
      progress.step(page.replayed + page.skipped, page.failed);
    }
  } finally {
    progress.end();
    say(replaySummary(tally));
  }
  return tally;
}
