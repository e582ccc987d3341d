import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { allRecords, withoutOwn } from "./all-records.ts";
import { type Fault, openFlakyProxy } from "./flaky-proxy.ts";
import { runSimulation, startSimulation } from "./run-simulation.ts";

const little = ["--users", "1", "--days", "2", "--seed", "7", "--until", "2026-03-11"];

function at({ url, secret }: Pick<TestGateway, "url" | "secret">): string[] {
  return ["--url", url, "--secret", secret];
}

type People = {
  users: { nodes: { referenceId: string; connections: { provider: string; status: string }[] }[] };
  deliveries: { nodes: { type: string; state: string; repeats: number; notes: string[] }[] };
};

const people = `{
  users { nodes { referenceId connections { provider status } } }
  deliveries(first: 1000) { nodes { type state repeats notes } }
}`;

/** How many deliveries the summary says. */
function sentIn(out: string): number {
  return Number(/^([\d,]+) deliveries, /m.exec(out)?.[1]?.replaceAll(",", ""));
}

test("gives a gateway a person with accounts and records, and says what was sent", async () => {
  await using gateway = await openTestGateway();
  const { code, out, err } = await runSimulation([...little, ...at(gateway)]);
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^100 % \| \d+ of \d+ deliveries .*\n$/m),
  });
  expect(out).toMatch(/^1 person of seed 7, 2026-03-10 00:00 UTC to 2026-03-12 00:00 UTC, to http/);
  const { users, deliveries } = await read<People>(gateway, people);
  expect(users.nodes).toHaveLength(1);
  expect(deliveries.nodes).toHaveLength(sentIn(out));
  expect(new Set(deliveries.nodes.map(({ state }) => state))).toEqual(new Set(["APPLIED"]));
  expect(deliveries.nodes.flatMap(({ notes }) => notes)).toEqual([]);
  const [user] = users.nodes;
  expect(user?.connections.map(({ status }) => status)).toContain("ACTIVE");
  for (const { provider } of user?.connections ?? []) expect(out).toContain(provider);
  expect(out).toMatch(new RegExp(`^${user?.referenceId} `, "m"));
  expect(out).toContain(`Look at it:    ${gateway.url}/explorer`);
  expect(out).toContain(
    `See it live:   npm run simulate -- --users 1 --seed 8 --live --url ${gateway.url}\n`,
  );
  expect((await allRecords(gateway)).length).toBeGreaterThan(0);
});

test("the same seed twice changes no record: every delivery is a duplicate", async () => {
  await using gateway = await openTestGateway();
  const first = await runSimulation([...little, ...at(gateway)]);
  const before = await allRecords(gateway);
  expect(before.length).toBeGreaterThan(0);
  const second = await runSimulation([...little, ...at(gateway)]);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(sentIn(second.out)).toBe(sentIn(first.out));
  expect(await allRecords(gateway)).toEqual(before);
  const { deliveries } = await read<People>(gateway, people);
  expect(deliveries.nodes.map(({ repeats }) => repeats)).toEqual(Array(sentIn(first.out)).fill(1));
});

test("gives two gateways the same records, though one is unreachable now and then", async () => {
  await using direct = await openTestGateway();
  await using behind = await openTestGateway();
  const faults = new Map<number, Fault>([
    [1, "503"],
    [6, "request lost"],
    [13, "answer lost"],
  ]);
  await using proxy = await openFlakyProxy(behind.url, (n) => faults.get(n % 40) ?? null);
  const [straight, faulty] = await Promise.all([
    runSimulation([...little, ...at(direct)]),
    runSimulation([...little, ...at({ ...behind, url: proxy.url })]),
  ]);
  expect([straight.code, faulty.code]).toEqual([0, 0]);
  const records = withoutOwn(await allRecords(direct));
  expect(records.length).toBeGreaterThan(0);
  expect(withoutOwn(await allRecords(behind))).toEqual(records);
  const { met } = proxy;
  for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
  const again = met["503"] + met["request lost"] + met["answer lost"];
  expect(faulty.out).toContain(`Sent again, ${again} times`);
  const { deliveries } = await read<People>(behind, people);
  const repeats = deliveries.nodes.reduce((sum, delivery) => sum + delivery.repeats, 0);
  expect({ repeats, stored: deliveries.nodes.length }).toEqual({
    repeats: met["answer lost"],
    stored: sentIn(straight.out),
  });
});

test("finds the gateway and the secret of the npm start of its folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-simulate-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, ".data"));
  const secrets = { adminKey: "tka_x", signingSecret: "whsec_made", databasePassword: "x" };
  await writeFile(join(folder, ".data", "secrets.json"), JSON.stringify(secrets));
  await using gateway = await openTestGateway({ signingSecrets: ["whsec_made"], devIds: ["mine"] });
  const env = { PORT: new URL(gateway.url).port, TERRA_DEV_IDS: "mine" };
  expect((await runSimulation(little, { env, cwd: folder })).code).toBe(0);
  expect((await read<People>(gateway, people)).users.nodes).toHaveLength(1);
});

test("says that the secret is another gateway's, and sends nothing more", async () => {
  await using gateway = await openTestGateway();
  const { code, err, out } = await runSimulation([...little, ...at({ ...gateway, secret: "whsec_other" })]);
  expect({ code, last: err.trimEnd().split("\n").at(-1) }).toEqual({
    code: 1,
    last: expect.stringMatching(/^The gateway at http\S+ refused the signature \(401\): .*--secret/),
  });
  expect(out).not.toContain("deliveries");
});

test("says so where no gateway answers, or something else does", async () => {
  const away = await runSimulation([...little, "--url", "http://127.0.0.1:2", "--secret", "x"]);
  expect(away).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^No gateway answers at http:\/\/127\.0\.0\.1:2 \(ECONNREFUSED\): start it first \(npm start\), .*\n$/,
    ),
  });
  await using gateway = await openTestGateway();
  const elsewhere = await runSimulation([...little, "--url", `${gateway.url}/graphql`, "--secret", "x"]);
  expect(elsewhere).toMatchObject({
    code: 1,
    err: expect.stringMatching(/healthz answered 404.*--url.*\n$/),
  });
});

test("counts what a gateway refuses for good, says its words once, and ends with 1", async () => {
  await using gateway = await openTestGateway({ maxBodyBytes: 1024 });
  const { code, out } = await runSimulation([...little, ...at(gateway)]);
  expect(code).toBe(1);
  expect(out).toMatch(/^200 stored +\d+$/m);
  expect(out.match(/^413 BODY_TOO_LARGE: The body is larger than 1024 bytes.* {3}\d+$/gm)).toHaveLength(1);
});

test("a signal ends the history early, though the gateway is away, and says so", async () => {
  await using gateway = await openTestGateway();
  await using proxy = await openFlakyProxy(gateway.url, (n) => (n < 4 ? null : "503"));
  const simulation = startSimulation([...little, ...at({ ...gateway, url: proxy.url })]);
  await expect.poll(() => proxy.met["503"], { timeout: 20_000 }).toBeGreaterThan(1);
  simulation.child.kill("SIGTERM");
  expect(await simulation.ended).toBe(1);
  expect(simulation.out()).toMatch(/^[34] deliveries, /m);
  expect(simulation.err()).toMatch(/^It was stopped before its end: run it again for the rest/m);
});

test("ends without a word when nobody reads what it says", async () => {
  await using gateway = await openTestGateway();
  const simulation = startSimulation([...little, ...at(gateway)]);
  await expect.poll(simulation.out, { timeout: 20_000 }).toContain("1 person of seed 7");
  simulation.child.stdout?.destroy();
  expect(await simulation.ended).toBe(141);
  expect(simulation.err()).not.toMatch(/EPIPE|Error|at /);
});
