/** What the README says to end users' frontends runs as it stands there. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = await readFile(join(root, "README.md"), "utf8");
const section = /^## End users\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
const [issuer = "", frontend = ""] = blocks(section, "js");
const [start = "", question = ""] = blocks(section, "sh");

let folder: string;
let gateway: TestGateway;
const opened = new AsyncDisposableStack();

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block]) => block ?? "",
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrarium-end-users-"));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const port = String(await freePort());
  await writeFile(join(folder, "issuer.mjs"), issuer.replace("4001", port));
  await writeFile(join(folder, "frontend.mjs"), frontend);
  await runIssuer();
  gateway = opened.use(await openTestGateway(settingsOf(start.replace("4001", port))));
  await mkdir(join(folder, ".data"));
  await writeFile(join(folder, ".data/secrets.json"), JSON.stringify({ signingSecret: gateway.secret }));
});

afterAll(() => opened.disposeAsync());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function runIssuer(): Promise<void> {
  const child = spawn(process.execPath, ["issuer.mjs"], { cwd: folder, stdio: "inherit" });
  const ended = once(child, "exit");
  opened.defer(async () => {
    child.kill();
    await ended;
  });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await token().catch(() => "")) return;
    await sleep(50);
  }
  throw new Error("issuer.mjs wrote no token within ten seconds.");
}

const token = () => readFile(join(folder, "ada.jwt"), "utf8");

function settingsOf(line: string) {
  const [command, ...assignments] = line
    .trim()
    .split(/ (?=[A-Z_]+=)/)
    .reverse();
  expect(command).toMatch(/ npm start$/);
  const env = Object.fromEntries(
    [...assignments, command?.replace(" npm start", "") ?? ""].map((assignment) => assignment.split("=")),
  );
  const { authJwksUrl, authIssuer, authAudiences, authReferenceClaim } = readConfig(env);
  return { authJwksUrl, authIssuer, authAudiences, authReferenceClaim };
}

async function bash(script: string): Promise<string> {
  const moved = script.replaceAll("http://127.0.0.1:4000", gateway.url);
  return (await promisify(execFile)("bash", ["-c", moved], { cwd: folder })).stdout;
}

test("ada, by the token of an issuer of one's own, sees what is hers", async () => {
  const [, , night = ""] = blocks(readme, "sh");
  expect(await bash(night)).toBe('{"status":"stored"}');
  const ada = { referenceId: "ada", sleeps: { nodes: [{ localDate: "2026-01-15" }] } };
  expect(JSON.parse(await bash(question))).toEqual({
    data: { viewer: { kind: "USER" }, users: { nodes: [ada] } },
  });
});

test("a frontend hears events by a ticket", async () => {
  const { events } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "frontend.mjs")).href)) as {
    events(gateway: string, token: () => string): AsyncGenerator<unknown>;
  };
  const jwt = await token();
  const stream = events(`${gateway.url}/graphql`, () => jwt);
  const first = stream.next();
  await sleep(300);
  const open = /^terrarium_subscriptions (\d+)$/m.exec(await (await fetch(`${gateway.url}/metrics`)).text());
  expect(open?.[1]).toBe("1");
  await stream.return(undefined);
  await first;
});
