/** Whatever an older release made of deliveries, replaying them makes of it what today's code makes of them. */
import fc from "fast-check";
import type pg from "pg";
import { expect, test } from "vitest";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { arbitraryHistory } from "../webhook/arbitrary-history.ts";
import { inOrder, stateOf, tell } from "../webhook/converging.ts";
import { replay } from "./replaying.ts";

const RUNS = 12;
// A failure is shrunk no longer than this, so that it is told with its seed before the test's time is over.
const MOST_MS = 20_000;

const tables = recordDefinitions.map(({ table }) => table);
const own = "connection_id in (select id from connections where terra_user_id like $1)";

/** What could be wrong with what an older release stored, each as SQL on what is one history's own. */
const WRONGS: Record<string, string[]> = {
  "values that were not stated": [
    `update dailies set steps = 77, floors_climbed = 7, device_name = 'wrong' where ${own}`,
    `update sleeps set avg_heart_rate_bpm = 77, extra = '{"sleep_durations_data.wrong": 7}' where ${own}`,
    `update bodies set weight_kg = 7 where ${own}`,
  ],
  "values that are missing": [
    `update dailies set steps = null, start_text = null, extra = null where ${own}`,
    `update bodies set measurements = null where ${own}`,
    `update athletes set first_name = null, section_versions = '{}' where ${own}`,
  ],
  "days that were read otherwise": tables.map(
    (table) => `update ${table} set key = key || '-wrong' where ${own}`,
  ),
  "records that were lost": tables.map((table) => `delete from ${table} where ${own}`),
  "clocks that were read otherwise": tables.map(
    (table) => `update ${table} set clock_micros = 9000000000000000 where ${own}`,
  ),
  "clocks that were not read": tables.map((table) => `update ${table} set clock_micros = null where ${own}`),
  "deletes that were not said": tables.map(
    (table) =>
      `update ${table} set deleted = true,
              tombstone = jsonb_build_array(terra_user_id, 9000000000000000, 1, delivery_id, null, null, '')
        where ${own}`,
  ),
  "series that are wrong": [
    `update series set hash = '\\x00', count = 0 where ${own}`,
    `update series set key = key || '-wrong' where ${own}`,
  ],
  "series that were lost": [`delete from series where ${own}`],
  "facts that were read otherwise": [
    `update connections set provider = 'WRONG', status = 'DEAUTHENTICATED', scopes = '["wrong"]',
            facts = json_build_object('versions', facts -> 'versions', 'facts',
                      (select coalesce(jsonb_object_agg(name, jsonb_build_array(fact -> 0,
                         case name when 'provider' then '"WRONG"' when 'scopes' then '["wrong"]' else fact -> 1 end)), '{}')
                         from jsonb_each((facts -> 'facts')::jsonb) as f (name, fact)))
      where terra_user_id like $1`,
  ],
};

test("replaying all heals whatever was stored wrongly, in one pass or, where that says so, two", async () => {
  await using gateway = await openTestGateway();
  const pool = openTestPool(gateway.databaseUrl);
  const wrongs = fc.subarray(Object.keys(WRONGS), { minLength: 1 });
  let told = 0;
  await fc
    .assert(
      fc.asyncProperty(arbitraryHistory(), wrongs, async (deliveries, wrong) => {
        const own = `h${++told}-`;
        await tell([gateway], deliveries, inOrder(deliveries), own);
        const wanted = await stateOf(pool, own);
        for (const statement of wrong.flatMap((name) => WRONGS[name] ?? []))
          await pool.query(statement, [`${own}%`]);
        const passes = await replayAll(gateway, pool, own);
        expect(passes).toBeLessThanOrEqual(2);
        expect(await stateOf(pool, own)).toBe(wanted);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: MOST_MS },
    )
    .finally(() => pool.end());
});

async function replayAll(gateway: TestGateway, pool: pg.Pool, own: string): Promise<number> {
  const { rows } = await pool.query(
    "select min(received_at)::text as from from deliveries where terra_user_id like $1",
    [`${own}%`],
  );
  const filter = { received: { from: new Date(rows[0].from).toISOString() } };
  for (let passes = 1; ; passes += 1) {
    let after: string | null = null;
    let tookBack = false;
    do {
      const page = await replay(gateway, { filter, after, first: 5 });
      tookBack ||= page.tookBack;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    if (!tookBack || passes > 3) return passes;
  }
}
