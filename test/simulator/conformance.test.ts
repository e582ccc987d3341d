import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ALL_CASES } from "../../src/simulator/conformance/all-cases.ts";
import { RULES } from "../../src/simulator/conformance/case.ts";
import type { Result } from "../../src/simulator/conformance/report.ts";
import { WRONG_SIGNATURES } from "../../src/simulator/wrong-signatures.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { deliver } from "../terra-client.ts";
import { runConformance } from "./run-conformance.ts";
import { openYesMan } from "./yes-man.ts";

type Json = Result & { kept: number; broken: number; unseen: number };

function at({ url, secret, adminKey }: TestGateway): string[] {
  return ["--url", url, "--secret", secret, "--key", adminKey];
}

async function verdictsOf(
  gateway: TestGateway,
  ...more: string[]
): Promise<{ code: number | null; result: Json }> {
  const { code, out, err } = await runConformance([...at(gateway), "--json", ...more]);
  expect(err).toBe("");
  return { code, result: JSON.parse(out) as Json };
}

test("the gateway keeps every rule, though it has taken much else", { timeout: 240_000 }, async () => {
  await using gateway = await openTestGateway();
  const filler = "x".repeat(1_500_000);
  for (let n = 0; n < 15; n += 1)
    expect((await deliver(gateway, { type: "daily", data: [], n, filler })).status).toBe(200);
  const { code, result } = await verdictsOf(gateway, "--concurrency", "16");
  const broken = result.verdicts.filter(({ outcome }) => outcome === "broken");
  expect(broken).toEqual([]);
  expect(result).toMatchObject({ read: true, unseen: 0, broken: 0 });
  expect(code).toBe(0);
  expect(result.kept).toBe(ALL_CASES.length + 1);
  expect(result.answers.deliveries).toBeGreaterThan(1_000);
  expect(result.answers.p50Ms).toBeLessThanOrEqual(result.answers.p99Ms);
  expect(result.answers.p99Ms).toBeLessThanOrEqual(result.answers.slowestMs);
});

test("its cases may be played again and again, at the same time too, and leave nothing but their own", {
  timeout: 60_000,
}, async () => {
  await using gateway = await openTestGateway();
  const runs = [
    ...(await Promise.all([verdictsOf(gateway, "--only", "2,6"), verdictsOf(gateway, "--only", "2,6")])),
    await verdictsOf(gateway, "--only", "2,6"),
  ];
  expect(runs.map(({ code, result }) => [code, result.broken])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(new Set(runs.map(({ result }) => result.run)).size).toBe(3);
  const people = "{ users(first: 1000) { nodes { referenceId } } }";
  const { users } = await read<{ users: { nodes: { referenceId: string }[] } }>(gateway, people);
  expect(users.nodes.length).toBeGreaterThan(100);
  expect(users.nodes.filter(({ referenceId }) => !referenceId.startsWith("conf-"))).toEqual([]);
});

test("says what a gateway does otherwise: what was sent, what was wanted, what was found", async () => {
  await using gateway = await openTestGateway({ rejectOldSignatures: true });
  const { code, out } = await runConformance([...at(gateway), "--only", "11"]);
  expect(code).toBe(1);
  expect(out).toMatch(/^11\. Signatures and age$/m);
  expect(out).toMatch(
    /BROKEN .*takes a right signature of a day ago and flags it\n +sent +\{"type":"daily".* -> 401 SIGNATURE_REFUSED.*\n +% +conf-\S+\n +wanted +"the answer 200"\n +found +"401 SIGNATURE_REFUSED/,
  );
  expect(out).toMatch(/^\d+ cases: \d+ kept, 2 broken, 0 unseen\.$/m);
  expect(out).toMatch(/answered in [\d.]+ ms \(p50\), [\d.]+ ms \(p99\), [\d.]+ ms \(the slowest\)\.$/m);
});

test("of a gateway without its key, what can be seen from outside is seen, and the rest is said to be unseen", {
  timeout: 60_000,
}, async () => {
  await using gateway = await openTestGateway();
  const { code, out } = await runConformance(["--url", gateway.url, "--secret", gateway.secret]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^\d+ cases: \d+ kept, 0 broken, \d+ unseen, which cannot be seen from outside: .*--key/m,
  );
  expect(out).toMatch(/kept .*refuses no signature at all/);
  expect(out).toMatch(/unseen .*a newer statement wins/);
});

test("of a receiver that says 200 to all, the signatures and the odd bodies are seen to be taken", {
  timeout: 60_000,
}, async () => {
  await using yesMan = await openYesMan();
  const given = ["--url", yesMan.url, "--secret", "x", "--key", "none", "--json"];
  const { code, out } = await runConformance(given);
  const { verdicts, read: isRead } = JSON.parse(out) as Json;
  expect({ code, isRead }).toEqual({ code: 1, isRead: false });
  const brokenOf = (rule: number) =>
    verdicts.filter((one) => one.rule === rule && one.outcome === "broken").map(({ claim }) => claim);
  expect(brokenOf(0)).toEqual([
    "answers 400 to what is no JSON object",
    "answers 415 to content that is not JSON",
    "answers 413 to a body that says it is a terabyte, without waiting for it",
  ]);
  expect(brokenOf(11)).toHaveLength(12);
  expect(brokenOf(6)).toEqual([]);
  expect(verdicts.filter(({ outcome }) => outcome === "unseen").length).toBeGreaterThan(100);
});

test("finds the gateway, the secret and the key of the npm start of its folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-conformance-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, ".data"));
  const secrets = { adminKey: "tka_made", signingSecret: "whsec_made", databasePassword: "x" };
  await writeFile(join(folder, ".data", "secrets.json"), JSON.stringify(secrets));
  await using gateway = await openTestGateway({ signingSecrets: ["whsec_made"], adminKey: "tka_made" });
  const env = { PORT: new URL(gateway.url).port };
  const { code, out } = await runConformance(["--only", "6", "--json"], { env, cwd: folder });
  expect({ code, read: (JSON.parse(out) as Json).read }).toEqual({ code: 0, read: true });
});

test("the page about the kit names every rule, and as many wrong signatures as there are", () => {
  const page = readFileSync(new URL("../../docs/conformance.md", import.meta.url), "utf8");
  const rules = [...page.matchAll(/^\| (\d+) \| /gm)].map(([, rule]) => rule);
  expect(rules).toEqual(Object.keys(RULES));
  expect(Object.keys(WRONG_SIGNATURES)).toHaveLength(11);
  expect(page).toContain("| 11 | signatures: eleven wrong ones");
});

test("every rule has its cases, and no two of them make the same claim", async () => {
  expect(new Set(ALL_CASES.map(({ rule }) => rule))).toEqual(new Set(Object.keys(RULES).map(Number)));
  expect(new Set(ALL_CASES.map(({ claim }) => claim)).size).toBe(ALL_CASES.length);
  const { code, out } = await runConformance(["--list", "--only", "7"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^7\. Transfers\n {3}large_request_processing opens a transfer\n/);
});

test("says in one line what is wrong with how it was called", async () => {
  await using gateway = await openTestGateway();
  const target = ["--url", gateway.url];
  for (const [given, line] of [
    [["--only", "4,12"], /^--only: wanted: rules from 0 to 11, such as 4,7; 12 came\.\n$/],
    [["--concurrency", "0"], /^--concurrency: wanted: 1 to 64; 0 came\.\n$/],
    [["--loud"], /^Unknown option '--loud'; npm run conformance -- --help lists the options\.\n$/],
    [[...target, "--secret", "other"], /refused the signature \(401\): .*--secret\.\n$/],
    [[...target, "--secret", gateway.secret, "--key", "other"], /refused the key: .*--key\.\n$/],
    [
      [...target, "--secret", "x", "--path", "/healthz"],
      /answered a signed healthcheck with 404.*--path\.\n$/,
    ],
    [["--url", "http://127.0.0.1:2", "--secret", "x"], /^No gateway answers at .*ECONNREFUSED.*--url\.\n$/],
  ] as const) {
    expect(await runConformance(given)).toEqual({ code: 1, out: "", err: expect.stringMatching(line) });
  }
});
