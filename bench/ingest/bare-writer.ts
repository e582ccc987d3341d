/** The process that writes bodies without a door: two connections, many bodies a commit. */
import pg from "pg";
import { type LoadResult, resultOf } from "../load/result.ts";
import { serveParent } from "../machine/child.ts";
import { dailyMaker } from "../terra/deliveries.ts";

export type BareQuestion =
  | { ask: "prepare"; bytes: number; count: number; seed: number }
  | { ask: "write"; url: string; leadSeconds: number; seconds: number };

const CONNECTIONS = 2;
const MOST_ROWS = 64;
const MOST_BYTES = 1024 * 1024;
const BYTEA = 17;

let bodies: Buffer[][] = [];
let rowsOfCommit = 1;

serveParent<BareQuestion, LoadResult | number>(async (question) =>
  question.ask === "prepare" ? prepare(question) : await write(question),
);

function prepare({ bytes, count, seed }: { bytes: number; count: number; seed: number }): number {
  const make = dailyMaker(bytes, seed);
  rowsOfCommit = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / bytes)));
  bodies = Array.from({ length: count }, (_, index) => {
    const { head, tail } = make(index);
    return [head, ...tail];
  });
  return bodies.flat().reduce((sum, { length }) => sum + length, 0) / count;
}

// The bodies come round again when they run out: no key forbids it here.
async function write({
  url,
  leadSeconds,
  seconds,
}: Extract<BareQuestion, { ask: "write" }>): Promise<LoadResult> {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const latencies: number[] = [];
  let [next, written] = [0, 0];
  const start = performance.now() + leadSeconds * 1000;
  const end = start + seconds * 1000;
  const drive = async (client: pg.Client) => {
    for (let sentAt = performance.now(); sentAt < end; ) {
      const rows = Array.from({ length: rowsOfCommit }, () => bodies[next++ % bodies.length] ?? []);
      await client.query({ name: "write", text: INSERT, values: [byteaArray(rows)] });
      const now = performance.now();
      written += rows.length;
      if (now > start && now <= end) for (const _ of rows) latencies.push(now - sentAt);
      sentAt = now;
    }
  };
  await Promise.all(clients.map(drive));
  await Promise.all(clients.map((client) => client.end()));
  return resultOf(latencies, {
    answered: written,
    seconds,
    loadMicros: null,
    answerBytes: null,
    failure: null,
  });
}

const INSERT = "insert into deliveries (body) select unnest($1::bytea[])";

/** PostgreSQL's binary form of an array, which costs neither side an escape: dimensions, nulls, type, length, first index. */
function byteaArray(rows: Buffer[][]): Buffer {
  const header = Buffer.alloc(20);
  for (const [i, value] of [1, 0, BYTEA, rows.length, 1].entries()) header.writeInt32BE(value, i * 4);
  const parts: Buffer[] = [header];
  for (const row of rows) {
    const length = Buffer.alloc(4);
    length.writeInt32BE(row.reduce((sum, part) => sum + part.length, 0));
    parts.push(length, ...row);
  }
  return Buffer.concat(parts);
}
