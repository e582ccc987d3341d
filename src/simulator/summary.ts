/** What a run ends with: what was sent, what came back, who the people are, and where to look. */
import { FAULTS } from "./faults/fault.ts";
import type { Options } from "./options.ts";
import { sizeOf } from "./size.ts";
import type { Sum, Tally } from "./tally.ts";

export type SummaryOptions = { nowMs: number; url: string; options: Options };

export function summaryOf(tally: Tally, { nowMs, url, options }: SummaryOptions): string {
  const seconds = (nowMs - tally.startedAt) / 1000;
  return [
    "",
    totals(tally, seconds),
    "",
    ...table(["type", "deliveries", ""], typeLines(tally)),
    ...table(["answer", "deliveries"], answerLines(tally)),
    ...(options.faults.length > 0 ? table(["fault", "times", "What came back"], faultLines(tally)) : []),
    ...table(["person", ""], peopleLines(tally)),
    `Look at it:    ${url}/explorer`,
    ...(options.live ? [] : [`See it live:   ${liveCommand(options)}`]),
    "",
  ].join("\n");
}

function totals({ total, repeats }: Tally, seconds: number): string {
  const { deliveries, bytes } = total;
  const rate = `${(deliveries / seconds).toFixed(1)} a second, ${sizeOf(bytes / seconds)} a second`;
  const again =
    repeats === 0 ? "" : ` Sent again, ${repeats} times, what the gateway could not take at once.`;
  return `${whole(deliveries)} deliveries, ${sizeOf(bytes)}, in ${seconds.toFixed(1)} s: ${rate}.${again}`;
}

function typeLines({ types }: Tally): string[][] {
  const byNumber = ([, one]: [string, Sum], [, other]: [string, Sum]) => other.deliveries - one.deliveries;
  return [...types]
    .sort(byNumber)
    .map(([type, { deliveries, bytes }]) => [type, whole(deliveries), sizeOf(bytes)]);
}

// The words are those of the first of its kind; the others differ in nothing that helps.
function answerLines({ answers }: Tally): string[][] {
  return [...answers.values()].map(({ said, deliveries }) => [said, whole(deliveries)]);
}

function faultLines({ faults }: Tally): string[][] {
  return FAULTS.flatMap((fault) => {
    const answers = [...(faults.get(fault) ?? [])];
    const times = answers.reduce((sum, [, count]) => sum + count, 0);
    const said = answers.map(([words, count]) => (answers.length > 1 ? `${words} (${whole(count)})` : words));
    return times === 0 ? [] : [[fault, whole(times), said.join(", ")]];
  });
}

const mostPeople = 20;

function peopleLines({ people }: Tally): string[][] {
  const lines = [...people]
    .slice(0, mostPeople)
    .map(([name, providers]) => [name, [...providers].join(", ")]);
  const left = people.size - lines.length;
  return left === 0 ? lines : [...lines, [`and ${whole(left)} more`, ""]];
}

// The first column and words to the left, numbers to the right.
function table(head: string[], lines: string[][]): string[] {
  const rows = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const aligned = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 || /^[A-Z]/.test(text) ? text.padEnd(width) : text.padStart(width);
  };
  return [...rows.map((row) => row.map(aligned).join("   ").trimEnd()), ""];
}

// Of others: the last days of these are stored already, and would be no news.
function liveCommand({ users, seed, samples, url }: Options): string {
  const where = url === null ? "" : ` --url ${url}`;
  return `npm run simulate -- --users ${users} --seed ${seed + 1}${samples ? " --samples" : ""} --live${where}`;
}

function whole(number: number): string {
  return number.toLocaleString("en");
}
