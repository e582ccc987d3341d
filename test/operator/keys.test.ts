import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readKeyOptions } from "../../src/operator/key-options.ts";
import type { ShownKey } from "../../src/operator/key-requests.ts";
import { keyTable } from "../../src/operator/key-table.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { ask, read } from "../graphql-client.ts";
import { runOperator } from "./run-operator.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const command = new URL("../../src/operator/keys.ts", import.meta.url);
const run = (...given: string[]) =>
  runOperator(command, [...given, "--url", gateway.url, "--key", gateway.adminKey]);

async function codeFor(key: string): Promise<unknown> {
  const { errors } = await ask({ url: gateway.url, adminKey: key.trim() }, "{ users { nodes { id } } }");
  return errors?.[0]?.extensions["code"];
}

test("makes a key, which is all that comes on standard output, and revokes it by its prefix", async () => {
  const { code, out, err } = await run("create", "--name", "app", "--scope", "read", "--expires", "90d");
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^trk_[\w-]{43}\n$/) });
  const prefix = out.slice(0, 12);
  expect(err).toMatch(
    new RegExp(
      `^${prefix} \\(app\\): READ, expires 20\\d\\d-.*Z, active\nKeep the key now: it is not shown again\\.\n$`,
    ),
  );
  expect(await codeFor(out)).toBeUndefined();
  expect(await run("revoke", prefix)).toMatchObject({
    code: 0,
    out: expect.stringMatching(new RegExp(`^${prefix} \\(app\\): READ, .*, revoked 20.*Z\n$`)),
  });
  expect(await codeFor(out)).toBe("UNAUTHENTICATED");
});

test("narrows a key to all that is given, and takes it away again", async () => {
  const { out } = await run(
    ...["create", "--name", "some", "--scope", "OPERATE,READ", "--reference", "ada", "--reference", "a,b"],
    ...["--provider", "garmin,OURA", "--type", "sleep", "--expires", "2999-01-01", "--json"],
  );
  const { key, apiKey } = JSON.parse(out);
  expect(apiKey).toMatchObject({
    scopes: ["OPERATE", "READ"],
    referenceIds: ["ada", "a,b"],
    providers: ["GARMIN", "OURA"],
    recordTypes: ["SLEEP"],
    expiresAt: "2999-01-01T00:00:00+00:00",
  });
  expect(await read({ url: gateway.url, adminKey: key }, "{ users { nodes { id } } }")).toEqual({
    users: { nodes: [] },
  });
  const changed = await run(
    "update",
    apiKey.id,
    "--everyone",
    "--expires",
    "never",
    "--type",
    "DAILY",
    "--json",
  );
  expect(JSON.parse(changed.out)).toMatchObject({
    referenceIds: null,
    providers: ["GARMIN", "OURA"],
    recordTypes: ["DAILY"],
    expiresAt: null,
  });
  expect((await run("update", apiKey.prefix, "--any-provider", "--any-type", "--name", "all")).out).toBe(
    `${apiKey.prefix} (all): OPERATE,READ, expires never, active\n`,
  );
});

test("makes a key for a study, and lists it with the others", async () => {
  await run("create", "--name", "lab", "--scope", "ANALYSE", "--study", "sleep", "--grant", "PLACE");
  const { code, out } = await run("list");
  expect(code).toBe(0);
  const [head, first] = out.split("\n");
  expect(head).toMatch(/^prefix {8}name +scopes +narrowed to +expires +last used +state$/);
  expect(first).toMatch(/^trk_\S{8} {2}lab +ANALYSE +study sleep; grant PLACE +never +never +active$/);
  expect(JSON.parse((await run("list", "--json")).out)[0]).toMatchObject({ name: "lab", study: "sleep" });
});

test.each([
  [[], /^keys: wanted: create, list, update or revoke; --help says more; nothing came\.\n$/],
  [["make"], /^keys: wanted: create, list.*; make came/],
  [["list", "all"], /^all came and is nothing that this takes/],
  [["list", "--name", "x"], /^list takes no --name/],
  [["create", "--scope", "READ"], /^--name: wanted: what to call the key, such as app; nothing came/],
  [["create", "--name", "x"], /^--scope: wanted: ADMIN, OPERATE, READ or ANALYSE; nothing came/],
  [["create", "--name", "x", "--scope", "READ", "--expires", "soon"], /^--expires: wanted: 90d.*; soon came/],
  [["create", "--name", "x", "--scope", "READ", "--expires", "2027-02-30"], /^--expires: .*2027-02-30 came/],
  [
    ["create", "--name", "x", "--scope", "READ", "--reference"],
    /^Option '--reference' argument is ambiguous;/,
  ],
  [["create", "--name", "x", "--scope", "READ,,"], /^--scope: wanted: names separated by commas/],
  [["create", "--name", "x", "--scope", "WRITE"], /says: Variable "\$scopes" got invalid value "WRITE"/],
  [["create", "--name", "x", "--scope", "ANALYSE"], /says: A key with the scope ANALYSE wants a study/],
  [["update"], /^keys: wanted: a key's prefix or id/],
  [["update", "trk_x"], /^Say what is to be another/],
  [["update", "trk_x", "--scope", "READ"], /^--scope: a key keeps its scope for good/],
  [["revoke", "trk_nobody"], /^No key has the prefix or id trk_nobody/],
  [["revoke"], /^keys: wanted: a key's prefix or id.*; nothing came/],
  [["list", "--bad"], /^Unknown option '--bad'; npm run keys -- --help lists the options\.\n$/],
])("says in a line what is wrong with %j", async (given, line) => {
  const { code, out, err } = await run(...given);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(line);
});

test("runs as the README has it", async () => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const lines = [...readme.matchAll(/^npm run keys -- (.*)$/gm)].map(([, line]) => line?.split(" ") ?? []);
  expect(lines.map(([does]) => does)).toEqual(["create", "create", "list"]);
  for (const line of lines) expect(await run(...line)).toMatchObject({ code: 0 });
});

test("says what it can do", async () => {
  const { code, out } = await runOperator(command, ["--help"]);
  expect(code).toBe(0);
  for (const part of ["create", "list", "update", "revoke", "--expires", "--url"])
    expect(out).toContain(part);
});

test("an expiry is counted from now, or is a day's beginning in UTC", () => {
  const now = new Date("2027-01-01T10:00:00Z");
  const expiry = (text: string) => {
    const { command } = readKeyOptions(["update", "x", "--expires", text], now);
    return command.does === "update" ? command.given.expiresAt : undefined;
  };
  expect(["90d", "12h", "2027-03-01", "2027-03-01T08:00:00+01:00", "never"].map(expiry)).toEqual([
    "2027-04-01T10:00:00.000Z",
    "2027-01-01T22:00:00.000Z",
    "2027-03-01T00:00:00.000Z",
    "2027-03-01T07:00:00.000Z",
    null,
  ]);
});

test("a table shows what is long in short, and nothing that would move the cursor", () => {
  const key: ShownKey = {
    id: "1",
    name: "a\u001b[2Jb\n",
    prefix: "trk_12345678",
    scopes: ["READ"],
    referenceIds: ["a", "b", "c", "d", "e"],
    userIds: null,
    providers: null,
    recordTypes: null,
    study: null,
    grants: [],
    createdAt: "2027-01-01T00:00:00Z",
    expiresAt: "2027-01-02T00:00:00Z",
    revokedAt: null,
    lastUsedAt: "2027-01-01T08:00:00.123456+00:00",
  };
  expect(keyTable([key], new Date("2027-01-03T00:00:00Z")).split("\n")[1]).toBe(
    "trk_12345678  a?[2Jb?  READ    reference a, b, c and 2 more  2027-01-02T00:00Z  2027-01-01T08:00Z  expired",
  );
  expect(keyTable([], new Date())).toBe("There are no keys: npm run keys -- create makes one.\n");
});
