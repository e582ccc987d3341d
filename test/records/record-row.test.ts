/** Rows that are written as texts: PostgreSQL reads in each column what was set, and in none what was not. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { RecordRow } from "../../src/records/record-row.ts";
import { openTestDatabase, openTestGateway } from "../gateway.ts";
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

test("columns that a later release adds while this one runs keep nothing from being saved", async () => {
  await using gateway = await openTestGateway();
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(openTestPool(gateway.databaseUrl), (one) => one.end());
  const send = async (day: string, steps: number) => {
    const metadata = { start_time: `${day}T00:00:00Z`, end_time: `${day}T23:59:59Z` };
    const body = {
      type: "daily",
      user: { user_id: "runner" },
      data: [{ metadata, distance_data: { steps } }],
    };
    expect((await deliver(gateway, body)).status).toBe(200);
  };
  await send("2026-03-01", 1);
  await pool.query("alter table dailies add column of_tomorrow float8");
  await send("2026-03-02", 2);
  const { dailies, deliveries } = await read<{
    dailies: { nodes: { steps: number }[] };
    deliveries: { nodes: { state: string }[] };
  }>(gateway, "{ dailies { nodes { steps } } deliveries { nodes { state } } }");
  expect(dailies.nodes.map(({ steps }) => steps).sort()).toEqual([1, 2]);
  expect(deliveries.nodes.map(({ state }) => state)).toEqual(["APPLIED", "APPLIED"]);
});
