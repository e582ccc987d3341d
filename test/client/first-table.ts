/** The first result of an analyst, in either language, as the README shows it; and how to run it. */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestGateway } from "../gateway.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Run as `PYTHONPATH=client/python python3 resting.py`, with the key in KEY. */
export const PYTHON_TABLE = `import os
from terrarium import Client

client = Client("http://127.0.0.1:4000", os.environ["KEY"])
table = {}
for row in client.daily_resting_heart_rate():
    who, bpm = f"{row.user.reference_id} {row.provider}", row.resting_heart_rate_bpm
    table.setdefault(row.local_date, {})[who] = "" if bpm is None else bpm

people = sorted({who for rates in table.values() for who in rates})
print("day       ", *people, sep="  ")
for day, rates in sorted(table.items()):
    print(day, *(str(rates.get(who, "")).rjust(len(who)) for who in people), sep="  ")
`;

/** Run as `node resting.ts`, with the key in KEY. */
export const TYPESCRIPT_TABLE = `import { createClient, DailyRestingHeartRateDocument } from "./client/typescript/index.ts";

const client = createClient({ url: "http://127.0.0.1:4000", key: process.env.KEY ?? "" });
const table: Record<string, Record<string, number | null>> = {};
for await (const row of client.pages(DailyRestingHeartRateDocument)) {
  const day = (table[row.localDate ?? ""] ??= {});
  day[\`\${row.user.referenceId} \${row.provider}\`] = row.restingHeartRateBpm;
}
console.table(table);
`;

/** Without Python its tests are skipped. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** What a program for the standard gateway prints, run on this one. */
export function runPython(program: string, gateway: TestGateway): Promise<string> {
  return run("python3", ["-W", "error", "-"], program, gateway);
}

export function runTypeScript(program: string, gateway: TestGateway): Promise<string> {
  const options = ["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-"];
  return run(process.execPath, options, program, gateway);
}

function run(command: string, args: string[], program: string, { url, adminKey }: TestGateway) {
  const env = { ...process.env, KEY: adminKey, PYTHONPATH: "client/python", PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(command, args, { cwd: root, env });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    texts.out += data;
  });
  child.stderr.on("data", (data) => {
    texts.err += data;
  });
  child.stdin.end(program.replaceAll("http://127.0.0.1:4000", url));
  return new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(texts.out);
      else reject(new Error(`${command} ended with ${code}: ${texts.err}`));
    });
  });
}
