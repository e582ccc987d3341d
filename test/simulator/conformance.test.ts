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
import { runConformance } from "./run-conformance.ts";
import { openYesMan } from "./yes-man.ts";

type Json = Result & { kept: number; broken: number; unseen: number };

/** What this gateway does not keep yet. */
const NOT_YET: ReadonlySet<string> = new Set([
  "shows the body of a delivery as it came, to the last space",
  "tells operators of the last healthcheck",
  "a link that would close a circle is refused and shown",
  "a new id of the connection is newer than the old one, whatever the clocks say",
  "hormones of one instant are one, in whichever zone it is written",
  "health observations of one summary_id are one",
  "planned workouts of one planned_workout_id are one",
  "planned workouts of the older shape go by metadata.id",
  "lab reports of one session are one, the newest by occurred_at",
  "a failed lab report never replaces a completed one",
  "a person has one connection of the provider LAB_REPORT for all lab reports",
  "a lab report without a reference is the person's as soon as a reference comes",
  "access_revoked makes it REVOKED",
  "data never revives what was revoked",
  "connection_error makes it DEGRADED",
  "an error after the data makes it DEGRADED again",
  "the history has every event of the account's life",
  "an event that comes twice is once in the history",
  "after connection_error a notice tells the app what to ask of the person",
  "after access_revoked a notice tells the app what to ask of the person",
  "after google_no_datasource a notice tells the app what to ask of the person",
  "a re-authentication keeps the connection and its records under the new id",
  "two re-authentications are one chain, whichever is told first",
  "a chain of links alone joins in every order, n to m before o to n",
  "data of the old id that comes late belongs to the same connection",
  "of one day under both ids the new one's statement stands",
  "what is said of an old id speaks for that id: its deauth leaves the connection ACTIVE",
  "the deauth of the newest id counts, whatever comes for older ones",
  "the re-authentication is in the history",
  "connecting again at the same provider joins the ids, in the order in which Terra made them",
  "connecting three times is one chain",
  "a link that was inferred is marked so in the history",
  "the ids of records and connections that were joined keep resolving",
  "large_request_processing opens a transfer",
  "large_request_sending says how many payloads will come",
  "payloads are counted as they come",
  "it is COMPLETE when all have come, though the chunks come first",
  "a chunk that comes twice counts once",
  "a chunk that comes again with another body counts once, by its number",
  "payloads without a chunk's number are told apart by their bodies",
  "a reference that ends with the chunk's number is that of the request",
  "COMPLETE never goes back, whatever comes afterwards",
  "without an expected number, as of Garmin, it is SENDING until it is quiet",
  "rate_limit_hit opens a transfer by its header, and says when Terra tries again",
  "an ordinary event with a reference opens none",
  "a connection shows its transfers",
  "an upload type of delete takes the activity away, and older versions do not bring it back",
  "an upload type of delete takes the daily away, and older versions do not bring it back",
  "what is deleted before it was ever told of is not there",
  "a delete takes its own record alone",
  "a health observation that was entered in error is taken away",
  "and comes back with a newer version that is not",
  "a payload at no address at all is answered at once, and FAILED",
  "a payload at an address without TLS is answered at once, and FAILED",
  "a payload at a file is answered at once, and FAILED",
  "a payload at its own machine is answered at once, and FAILED",
  "a payload at its own machine, by name is answered at once, and FAILED",
  "a payload at its own machine, by IPv6 is answered at once, and FAILED",
  "a payload at its own machine, by IPv4 in IPv6 is answered at once, and FAILED",
  "a payload at its own machine, by a number is answered at once, and FAILED",
  "a payload at a private network is answered at once, and FAILED",
  "a payload at a link-local address, as clouds have for their secrets is answered at once, and FAILED",
  "a payload without an address is FAILED",
  "s3_upload, as Terra's list of types has it, is the same event",
  "a payload that cannot be fetched before it expires is FAILED then",
]);

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

test("the gateway keeps every rule", { timeout: 240_000 }, async () => {
  await using gateway = await openTestGateway();
  const { code, result } = await verdictsOf(gateway, "--concurrency", "16");
  const broken = result.verdicts.filter(({ outcome, claim }) => outcome === "broken" && !NOT_YET.has(claim));
  expect(broken).toEqual([]);
  expect(result).toMatchObject({ read: true, unseen: 0, broken: NOT_YET.size });
  expect(code).toBe(NOT_YET.size > 0 ? 1 : 0);
  expect(result.kept + result.broken).toBe(ALL_CASES.length + 1);
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
  for (const claim of NOT_YET) expect(ALL_CASES.map((one) => one.claim)).toContain(claim);
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
