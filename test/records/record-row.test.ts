/** Rows that are written as texts: PostgreSQL reads in each column what was set, and in none what was not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordRow } from "../../src/records/record-row.ts";
import { openTestDatabase, openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";

const columns = ["words", "amount", "whole", "yes", "tree"];
const places = new Map(columns.map((name, place) => [name, place]));

const text = fc.oneof(
  fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "")),
  fc.string({ unit: fc.constantFrom('"', "\\", ",", "(", ")", "{", "}", " ", "\n", "\t", "'", "\x1e", "a") }),
);
const cells = fc.record({
  words: fc.option(text),
  amount: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  whole: fc.option(fc.integer()),
  yes: fc.option(fc.boolean()),
  tree: fc.option(fc.array(fc.oneof(text, fc.integer(), fc.constant(null)))),
});

test("whatever is set is read back as it was", async () => {
  await using database = await openTestDatabase({ fresh: true });
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(openTestPool(database.url), (one) => one.end());
  await pool.query("create type cells as (words text, amount float8, whole int4, yes boolean, tree json)");
  await fc.assert(
    fc.asyncProperty(cells, async (values) => {
      const row = new RecordRow({ count: columns.length, places });
      row.setAll({ ...values, "no column": 1 });
      const { rows } = await pool.query("select ($1::cells).*", [row.text()]);
      // Zero has no sign in a text.
      expect(rows).toEqual([{ ...values, amount: values.amount === null ? null : values.amount + 0 }]);
    }),
    { numRuns: 300 },
  );
});

describe("columns that a later release", () => {
  test.each([
    ["adds", ["add column of_tomorrow float8"]],
    ["drops", ["add column of_tomorrow float8", "drop column of_tomorrow"]],
    // As many as before, and the others have moved up by one.
    ["exchanges", ["drop column basal_calories, add column basal_calories float8"]],
  ])("%s while this one runs keep nothing from being saved where it belongs", async (_, changes) => {
    await using gateway = await openTestGateway();
    await using opened = new AsyncDisposableStack();
    const pool = opened.adopt(openTestPool(gateway.databaseUrl), (one) => one.end());
    await send(gateway, "2026-03-01", 1);
    for (const [i, change] of changes.entries()) {
      await pool.query(`alter table dailies ${change}`);
      await send(gateway, `2026-04-0${i + 1}`, 2);
    }
    const { dailies, deliveries } = await read<{
      dailies: { nodes: { steps: number; distanceMeters: number }[] };
      deliveries: { nodes: { state: string }[] };
    }>(gateway, "{ dailies { nodes { steps distanceMeters } } deliveries { nodes { state } } }");
    const sent = [1, ...changes.map(() => 2)];
    expect(dailies.nodes.map(({ steps }) => steps).sort()).toEqual(sent);
    expect(dailies.nodes.map(({ distanceMeters }) => distanceMeters)).toEqual(sent.map(() => 1234.5));
    expect(deliveries.nodes.map(({ state }) => state)).toEqual(sent.map(() => "APPLIED"));
  });
});

async function send(gateway: TestGateway, day: string, steps: number): Promise<void> {
  const metadata = { start_time: `${day}T00:00:00Z`, end_time: `${day}T23:59:59Z` };
  const distance_data = { steps, distance_meters: 1234.5 };
  const data = [{ metadata, distance_data }];
  expect((await deliver(gateway, { type: "daily", user: { user_id: "runner" }, data })).status).toBe(200);
}
