/** The first result of an analyst is what was sent, in either language. */
import { expect, test } from "vitest";
import { openTestGateway } from "../gateway.ts";
import { hasPython, PYTHON_TABLE, runPython, runTypeScript, TYPESCRIPT_TABLE } from "./first-table.ts";
import { daysOf, type SentDay, sendDays } from "./sent-days.ts";

const people = ["ada", "bob", "cyd"];

/** The cells of each day: the date, then each person's rate. */
function rowsOf(sent: readonly SentDay[]): string[][] {
  const days = [...new Set(sent.map(({ localDate }) => localDate))];
  return days.map((day) => [
    day,
    ...sent
      .filter(({ localDate }) => localDate === day)
      .map(({ restingHeartRateBpm }) => (restingHeartRateBpm === null ? "" : String(restingHeartRateBpm))),
  ]);
}

test.skipIf(!hasPython)("Python prints a table of daily resting heart rate", async () => {
  await using gateway = await openTestGateway();
  const sent = daysOf(people, 30);
  await sendDays(gateway, sent);
  const [head = "", ...lines] = (await runPython(PYTHON_TABLE, gateway)).trimEnd().split("\n");
  const columns = people.map((name) => `${name} GARMIN`);
  expect(head).toBe(["day       ", ...columns].join("  "));
  const cells = lines.map((line) => [
    line.slice(0, 10),
    ...columns.map((name) => cellUnder(name, head, line)),
  ]);
  expect(cells).toEqual(rowsOf(sent));
});

test("TypeScript prints the same table", async () => {
  await using gateway = await openTestGateway();
  const sent = daysOf(people, 30);
  await sendDays(gateway, sent);
  const lines = (await runTypeScript(TYPESCRIPT_TABLE, gateway)).trimEnd().split("\n");
  const [, head = [], , ...cells] = lines.map((line) =>
    line
      .split("│")
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^null$/, "")),
  );
  // People come in the order of the rows.
  const columns = ["(index)", ...people.map((name) => `${name} GARMIN`)].map((name) => head.indexOf(name));
  const rows = cells.slice(0, -1).map((row) => columns.map((column) => row[column]));
  expect(rows).toEqual(rowsOf(sent));
});

function cellUnder(name: string, head: string, line: string): string {
  const start = head.indexOf(name);
  return line.slice(start, start + name.length).trim();
}
