/** The profile in words: who uses the CPU, for what, and where the time goes in which nobody does. */
import { type Machine, machineLine } from "../machine/machine.ts";
import { table } from "../table.ts";
import { boundOf } from "./batch-histogram.ts";
import { cpuSharesOf } from "./cpu-profile.ts";
import type { CpuByName } from "./processes.ts";
import type { Profile } from "./run-profile.ts";

const MOST_ROWS = 22;
const LEAST_SHARE = 0.004;

export function profileText(machine: Machine, profiles: readonly Profile[]): string {
  return [
    "# Profile of the ingest",
    machineLine(machine),
    ...profiles.map((one) => textOf(machine, one)),
  ].join("\n\n");
}

function textOf(machine: Machine, profile: Profile): string {
  const { sizeKb, perSecond, answered } = profile;
  return [
    `## ${sizeKb} KB: ${Math.round(perSecond)} deliveries a second, ${answered} watched`,
    "### The machine",
    machineText(machine, profile),
    "### The gateway's batches",
    batchText(profile),
    "### Statements, a batch",
    statementTable(profile),
    "### What sessions do while a transaction is open",
    "Sessions at a time, at the mean, looked at in the run with PostgreSQL's log on.",
    waitTable(profile),
    "### The gateway's main thread",
    mainThreadText(profile),
  ].join("\n\n");
}

function machineText({ cores }: Machine, profile: Profile): string {
  const { machine, wallMicros, gatewayMicros, postgresMicros, loadMicros, answered } = profile;
  const row = (name: string, micros: number | null) =>
    micros === null
      ? [name, "-", "-"]
      : [name, (micros / wallMicros).toFixed(2), (micros / answered).toFixed(0)];
  return table(
    [`of ${cores} cores`, "cores busy", "µs a delivery"],
    [
      row("gateway", gatewayMicros),
      ...ordered(profile.threads).map(([name, micros]) => row(`- ${name}`, micros)),
      row("PostgreSQL", postgresMicros),
      ...ordered(profile.backends).map(([name, micros]) => row(`- ${name}`, micros)),
      row("load", loadMicros),
      row("the whole machine", machine?.busy ?? null),
      row("idle", machine?.idle ?? null),
    ],
  );
}

function batchText({ batches, watched, wallMicros }: Profile): string {
  const { size, seconds } = batches;
  const { transactions, transactionMs, betweenMs, byText } = watched.statements;
  const count = Object.values(byText).reduce((sum, times) => sum + times.count, 0);
  const ms = (value: number) => (value / Math.max(1, transactions)).toFixed(2);
  return table(
    ["", "value"],
    [
      ["batches", String(size.count)],
      ["deliveries a batch, mean", (size.sum / size.count).toFixed(1)],
      [
        "deliveries a batch, p10 p50 p90 at most",
        [0.1, 0.5, 0.9].map((share) => boundOf(size, share)).join(", "),
      ],
      ["ms a batch, mean", ((seconds.sum / seconds.count) * 1000).toFixed(2)],
      ["ms a batch, p50 p99 at most", [0.5, 0.99].map((share) => boundOf(seconds, share) * 1000).join(", ")],
      ["batches in flight at a time, mean", (seconds.sum / (wallMicros / 1e6)).toFixed(2)],
      [
        "statements a transaction (round trips, one after the other)",
        (count / Math.max(1, transactions)).toFixed(1),
      ],
      ["ms a transaction, of it:", ms(transactionMs)],
      ["- a statement is away", ms(transactionMs - betweenMs)],
      ["- between two statements", ms(betweenMs)],
    ],
  );
}

function statementTable({ watched, logged }: Profile): string {
  const { byText, transactions } = watched.statements;
  const lines = Object.entries(byText)
    .toSorted(([, a], [, b]) => b.ms - a.ms)
    .map(([text, { count, ms }]) => {
      const { count: times = 1, elapsedMs = 0, cpuMs = 0 } = logged.statements.get(text) ?? {};
      const values = [ms / transactions, elapsedMs / times, cpuMs / times, (cpuMs * 1000) / logged.answered];
      return { name: short(text), count: count / transactions, values };
    });
  const sums = [0, 1, 2, 3].map((i) => lines.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const all = { name: "all", count: lines.reduce((sum, { count }) => sum + count, 0), values: sums };
  return [
    table(
      ["statement", "a batch", "ms away", "ms in PostgreSQL", "its CPU ms", "CPU µs a delivery"],
      [...lines.slice(0, MOST_ROWS), all].map(({ name, count, values }) => [
        name,
        count.toFixed(2),
        ...values.slice(0, 3).map((value) => value.toFixed(2)),
        (values[3] ?? 0).toFixed(0),
      ]),
    ),
    "Away: from handing it to pg until the event loop has its answer. What lies between that and the time in " +
      "PostgreSQL, the statement or its answer has waited for the gateway's main thread, or for a core.",
  ].join("\n\n");
}

function waitTable({ logged }: Profile): string {
  return table(
    ["session: what", "sessions"],
    ordered(logged.waits).map(([what, count]) => [what, count.toFixed(2)]),
  );
}

// The sampler goes by the clock, and so counts what a thread waits for a core: its shares are laid on the CPU time.
function mainThreadText({ watched, answered, threads }: Profile): string {
  const { profile, loopBusy } = watched;
  const shares = cpuSharesOf(profile);
  const busySeconds = shares.seconds - shares.idleSeconds;
  const cpuMicros = threads.get("main thread") ?? busySeconds * 1e6;
  const rows = (map: Map<string, number>) =>
    ordered(map)
      .map(([name, seconds]) => ({ name, share: seconds / busySeconds }))
      .filter(({ share }) => share >= LEAST_SHARE)
      .slice(0, MOST_ROWS)
      .map(({ name, share }) => [
        name,
        `${(share * 100).toFixed(1)} %`,
        ((share * cpuMicros) / answered).toFixed(0),
      ]);
  const idle = (shares.idleSeconds / shares.seconds) * 100;
  const heads = ["of its CPU", "µs a delivery"];
  return [
    `It has nothing to do ${idle.toFixed(0)} % of the time; its event loop is busy ${(loopBusy * 100).toFixed(0)} %.`,
    table(["by module, with what it calls of Node's", ...heads], rows(shares.modules)),
    table(["self time, by function", ...heads], rows(shares.functions)),
    table(["with all it calls", ...heads], rows(shares.inclusive)),
  ].join("\n\n");
}

function ordered(map: CpuByName): [string, number][] {
  return [...map].toSorted(([, a], [, b]) => b - a).filter(([, value]) => value > 0);
}

function short(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").slice(0, 70);
}
