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
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chromiumPath, openChromium } from "../browser/chromium.ts";
import { day, tell } from "../connections/terra-life.ts";
import { openLine } from "../freezable-line.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { metricOf } from "../metric-of.ts";
import { until } from "../until.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = await readFile(join(root, "README.md"), "utf8");
const section = /^## End users\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
const [issuer = "", page = "", frontend = ""] = blocks(section, "js");
const [start = "", question = ""] = blocks(section, "sh");

let folder: string;
let gateway: TestGateway;
/** The frontend's own origin. */
let pages: AsyncDisposable & { url: string };
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
  await writeFile(join(folder, "page.mjs"), page);
  await writeFile(join(folder, "frontend.mjs"), frontend);
  await runIssuer();
  pages = opened.use(await servePages());
  const settings = { ...settingsOf(start.replace("4001", port)), corsOrigins: [pages.url] };
  gateway = opened.use(await openTestGateway(settings));
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

async function servePages(): Promise<typeof pages> {
  const server = createServer(({ url }, response) => {
    const [type, text] =
      url === "/page.mjs" ? ["text/javascript", page] : ["text/html", "<title>The app</title>"];
    response.writeHead(200, { "content-type": type }).end(text);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
    },
  };
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

async function issueTicket(at: TestGateway): Promise<{ ticket: string }> {
  const query = "mutation { createTicket { ticket } }";
  return (await read<{ createTicket: { ticket: string } }>(at, query)).createTicket;
}

test("ada, by the token of an issuer of one's own, sees what is hers", async () => {
  const [, , night = ""] = blocks(readme, "sh");
  expect(await bash(night)).toBe('{"status":"stored"}');
  const ada = { referenceId: "ada", sleeps: { nodes: [{ localDate: "2026-01-15" }] } };
  expect(JSON.parse(await bash(question))).toEqual({
    data: { viewer: { kind: "USER" }, users: { nodes: [ada] } },
  });
});

describe.skipIf(chromiumPath === undefined)("a page of the app's own origin, in Chromium", () => {
  test("hears events by tickets, and misses none where its connection breaks", async () => {
    await using chromium = await openChromium();
    await using profile = await chromium.openProfile();
    await using line = await openLine(gateway.url);
    const { page } = await profile.visit(pages.url);
    const listening = { gateway: `${line.url}graphql`, jwt: await token() };
    await page.evaluate(`(async ({ gateway, jwt }) => {
      window.heard = [];
      const { listen } = await import("/page.mjs");
      await listen(gateway, () => jwt, (result) => window.heard.push(result));
    })(${JSON.stringify(listening)})`);
    const heard = () => page.evaluate("window.heard");
    const of = (name: string) => ({ data: { dataEvents: expect.objectContaining({ __typename: name }) } });
    await until(async () => (await metricOf(gateway, "terrarium_event_streams")) === 1);
    await tell(gateway, [day("page-a", 1, { reference: "ada" }), day("page-b", 1, { reference: "bob" })]);
    await expect.poll(heard).toEqual(expect.arrayContaining([of("ConnectionChanged"), of("RecordSaved")]));
    line.cut();
    await tell(gateway, [day("page-a", 2, { reference: "ada" }, "2026-05-02")]);
    // The first try to come back meets nobody.
    await sleep(1_500);
    line.mend();
    await expect.poll(heard, { timeout: 10_000 }).toHaveLength(3);
    await tell(gateway, [day("page-a", 3, { reference: "ada" }, "2026-05-03")]);
    await expect.poll(heard).toHaveLength(4);
  }, 60_000);

  test("is told nothing at all where its origin is not among those that may ask", async () => {
    await using closed = await openTestGateway({ databaseUrl: gateway.databaseUrl });
    await using chromium = await openChromium();
    await using profile = await chromium.openProfile();
    const { page } = await profile.visit(pages.url);
    const { ticket } = await issueTicket(closed);
    const address = `${closed.url}/graphql/stream?${new URLSearchParams({ query: "{ viewer { kind } }", ticket })}`;
    const said = await page.evaluate(`new Promise((resolve) => {
      const stream = new EventSource("${address}");
      stream.addEventListener("next", ({ data }) => resolve(data));
      stream.addEventListener("error", () => resolve("refused"));
    })`);
    expect(said).toBe("refused");
  }, 60_000);
});

test("a frontend hears events by a ticket", async () => {
  const { events } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "frontend.mjs")).href)) as {
    events(gateway: string, token: () => string): AsyncGenerator<unknown>;
  };
  const jwt = await token();
  const before = await metricOf(gateway, "terrarium_sockets");
  const stream = events(`${gateway.url}/graphql`, () => jwt);
  const first = stream.next();
  await until(async () => (await metricOf(gateway, "terrarium_sockets")) === before + 1);
  await stream.return(undefined);
  await first;
});
