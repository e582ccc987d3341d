/** The README says what is so: its commands run, its tables are the code's. */
import { execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { ERRORS } from "../src/errors.ts";
import { SETTINGS } from "../src/settings.ts";
import { schemaText } from "../src/write-schema.ts";
import { PYTHON_TABLE, TYPESCRIPT_TABLE } from "./client/first-table.ts";
import { openTestGateway } from "./gateway.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(join(root, "README.md"), "utf8");

function between(name: string): string {
  return new RegExp(`<!-- ${name} -->\n([\\s\\S]*)<!-- /${name} -->`).exec(readme)?.[1] ?? "";
}

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, text]) => text ?? "",
  );
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `|${cells.map((cell) => (cell === "---" ? cell : ` ${cell} `)).join("|")}|\n`)
    .join("");
}

describe("the README", () => {
  test("lists every setting with its meaning and default", () => {
    const rows = Object.values(SETTINGS).map((setting) => [
      `\`${setting.name}\``,
      setting.meaning,
      "default" in setting ? `\`${setting.default}\`` : "",
    ]);
    expect(between("settings")).toBe(table(["setting", "meaning", "default"], rows));
  });

  test("lists every error code with its status and meaning", () => {
    const rows = Object.entries(ERRORS).map(([code, { status, meaning }]) => [
      `\`${code}\``,
      String(status),
      meaning,
    ]);
    expect(between("errors")).toBe(table(["code", "HTTP", "meaning"], rows));
  });

  test("quotes the ratios that the last benchmark wrote", async () => {
    for (const [name, results] of [
      ["bench", "ingest.md"],
      ["read-bench", "read.md"],
    ] as const) {
      expect(between(name).trim().split("\n").length).toBeGreaterThan(4);
      expect(await readFile(join(root, "bench/results", results), "utf8")).toContain(between(name));
    }
  });

  test("has every room on its map, and no other", async () => {
    const entries = await readdir(join(root, "src"), { withFileTypes: true });
    const rooms = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${name}/`);
    const map = /^## The map\n+```\nsrc\/\n([\s\S]*?)\n\S/m.exec(readme)?.[1] ?? "";
    const drawn = map
      .split("\n")
      .flatMap((line) => /^ {2}((?:[a-z]+\/ *)+)/.exec(line)?.[1]?.match(/\S+/g) ?? []);
    expect(drawn.toSorted()).toEqual(rooms.toSorted());
  });

  test("names only metrics that there are", async () => {
    await using gateway = await openTestGateway();
    const metrics = await (await fetch(new URL("/metrics", gateway.url))).text();
    const named = new Set(readme.match(/terrarium_[a-z_]+/g));
    expect(named.size).toBeGreaterThan(3);
    expect([...named].filter((name) => !metrics.includes(`# HELP ${name} `))).toEqual([]);
  });

  test("asks only what the schema has", async () => {
    const schema = buildSchema(await schemaText());
    expect(blocks("graphql").length).toBeGreaterThan(3);
    for (const document of blocks("graphql")) expect(validate(schema, parse(document))).toEqual([]);
  });

  test("gives analysts the first tables that the tests of the clients run", () => {
    expect(blocks("python")).toEqual([PYTHON_TABLE]);
    expect(blocks("ts")).toEqual([TYPESCRIPT_TABLE]);
  });

  test("starts with commands that run and give the answer it shows", async () => {
    const [start, simulate, send, ask] = blocks("sh");
    expect(start).toBe("npm ci && npm start\n");
    expect(simulate).toBe("npm run simulate -- --users 3 --days 30 --seed 1 --samples\n");
    await using gateway = await startAs("4000");
    const bash = async (script: string) =>
      (await promisify(execFile)("bash", ["-c", `${script}`], { cwd: gateway.folder })).stdout;
    expect(await bash(gateway.moved(send ?? ""))).toBe('{"status":"stored"}');
    expect(JSON.parse(await bash(gateway.moved(ask ?? "")))).toEqual(JSON.parse(blocks("json")[0] ?? ""));
    // The lines that the start prints work as well, pasted as they are.
    const pasted = gateway.printed.split("\n").filter((line) => line.includes("curl"));
    expect(pasted).toHaveLength(2);
    expect(await bash(pasted[0] ?? "")).toBe('{"status":"stored"}');
    expect(await bash(pasted[1] ?? "")).toContain('"durationAsleepSeconds"');
  }, 60_000);
});

// The real process on another port, in a folder of its own, from the sources: the tests have not built it.
async function startAs(documentedPort: string) {
  const folder = await mkdtemp(join(tmpdir(), "terrarium readme "));
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), join(root, "src/main.ts")], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: "0",
      TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
      NODE_PATH: join(root, "node_modules"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      const ready = /^ready (\S+)$/m.exec(printed)?.[1];
      if (ready) resolve(ready);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    folder,
    printed,
    moved: (script: string) => script.replaceAll(`http://127.0.0.1:${documentedPort}`, url),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
