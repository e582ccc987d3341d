/** The schema's gate as `npm run check` runs it, on a project of a test's own. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const gate = fileURLToPath(new URL("../schema/breaking-changes.ts", import.meta.url));
const project = fileURLToPath(new URL("..", import.meta.url));

const before = `
  type Query { sleeps(first: Int = 50, order: Order): [Sleep!]! viewer: Viewer! night(id: ID!): Sleep }
  type Subscription { dataEvents(after: String): DataEvent! }
  interface Dated { localDate: String }
  type Sleep implements Dated { id: ID! localDate: String score: Int }
  type Viewer { name: String! }
  union DataEvent = Sleep | Viewer
  enum Order { NEWEST OLDEST }
  input Days { from: String }
`;
const fine = { code: 0, said: "" };

type Project = { now?: (schema: string) => string; notes?: string };

/** What the gate says of a project whose schema was `before` at its last release. */
async function gateOn({ now = (schema) => schema, notes = "" }: Project, ...options: string[]) {
  const folder = await mkdtemp(join(tmpdir(), "terrarium-schema-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "schema"));
  await writeFile(join(folder, "schema", "released.graphql"), before);
  await writeFile(join(folder, "schema", "schema.graphql"), now(before));
  await writeFile(join(folder, "CHANGELOG.md"), `# Notes\n\n## Unreleased\n${notes}\n\n## 0.0.9\n\n- Old.\n`);
  await writeFile(join(folder, "package.json"), JSON.stringify({ version: "0.1.0" }));
  return { folder, ...run(folder, ...options) };
}

function run(folder: string, ...options: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [gate, ...options, folder], {
    encoding: "utf8",
  });
  return { code: status, said: stdout + stderr };
}

/** Replaces what must be there. */
function replaced(part: string, by: string) {
  return (schema: string) => {
    expect(schema).toContain(part);
    return schema.replace(part, by);
  };
}

test("the schema breaks nothing of the last release that the notes do not list", () => {
  expect(run(project)).toEqual(fine);
});

test.each([
  ["a field that is gone", "Sleep.score", replaced(" score: Int", "")],
  ["another type of a field", "Sleep.score", replaced("score: Int", "score: Float")],
  ["a field that may be null now", "Sleep.id", replaced("id: ID! localDate", "id: ID localDate")],
  ["a list whose elements may be null now", "Query.sleeps", replaced("[Sleep!]!", "[Sleep]!")],
  ["an argument that is gone", "Query.sleeps.order", replaced(", order: Order", "")],
  ["an argument that is required now", "Query.sleeps.order", replaced("order: Order", "order: Order!")],
  ["a required argument that is new", "Query.viewer.of", replaced("viewer:", "viewer(of: ID!):")],
  ["another default", "Query.sleeps.first", replaced("Int = 50", "Int = 100")],
  ["an input's field that is required now", "Days.from", replaced("from: String", "from: String!")],
  ["a required input's field that is new", "Days.to", replaced("from: String", "from: String to: String!")],
  ["an enum's value that is gone", "Order.OLDEST", replaced(" OLDEST", "")],
  ["an interface that a type no longer has", "Sleep", replaced(" implements Dated", "")],
  ["a union's member that is gone", "DataEvent", replaced(" | Viewer", "")],
  ["a type that is gone", "Days", replaced("input Days { from: String }", "")],
  ["a subscription's field that is gone", "Subscription.dataEvents", replaced("dataEvents(", "events(")],
  [
    "an argument of a subscription that is gone",
    "Subscription.dataEvents.after",
    replaced("(after: String)", ""),
  ],
])("%s is named and fails, and passes when it is listed", async (_what, path, now) => {
  const unlisted = await gateOn({ now });
  expect(unlisted.code).toBe(1);
  expect(unlisted.said.trimEnd().split("\n")).toEqual([
    expect.stringMatching(new RegExp(`^\`${path}\`: .*list it`)),
  ]);
  expect(await gateOn({ now, notes: `### Breaking\n\n- \`${path}\`: ask otherwise.` })).toMatchObject(fine);
});

test.each([
  ["another default", "operations that leave it out get another answer", replaced("Int = 50", "Int = 100")],
  ["another type", "clients get values, or nulls,", replaced("score: Int", "score: Float")],
  ["what is gone", "operations that name it are refused", replaced(" score: Int", "")],
  [
    "a new requirement",
    "operations that were right before are refused",
    replaced("viewer:", "viewer(of: ID!):"),
  ],
])("of %s it is said what breaks", async (_what, meaning, now) => {
  expect((await gateOn({ now })).said).toContain(`, and ${meaning}`);
});

test.each([
  ["a new field", replaced("score: Int", "score: Int naps: [Sleep!]")],
  ["a new argument that may be left out", replaced("first: Int", "last: Int, first: Int")],
  ["a new input's field that may be left out", replaced("from: String", "from: String to: String")],
  ["a new value of an enum", replaced("OLDEST", "OLDEST BEST")],
  [
    "a new type, and a union and an interface with it",
    replaced("| Viewer", "| Viewer | Nap type Nap implements Dated { localDate: String }"),
  ],
  ["the first mutation", (schema: string) => `${schema} type Mutation { eraseUser(id: ID!): ID! }`],
  ["another description", replaced("type Viewer", '"Who asks." type Viewer')],
  ["a deprecation", replaced("score: Int", 'score: Int @deprecated(reason: "Ask for naps.")')],
  ["a field that is never null any more", replaced("score: Int", "score: Int!")],
  ["an argument that is no longer required", replaced("night(id: ID!)", "night(id: ID)")],
])("%s passes", async (_what, now) => {
  expect(await gateOn({ now })).toMatchObject(fine);
});

test("one line lists several paths", async () => {
  const now = (schema: string) =>
    replaced(" score: Int", "")(replaced("id: ID! localDate", "id: ID localDate")(schema));
  const notes = "### Breaking\n\n- `Sleep.score` and `Sleep.id`: gone, and may be null; see `Sleep.naps`.";
  expect(await gateOn({ now, notes })).toMatchObject(fine);
});

test("what was listed for an earlier release, or elsewhere, is not listed", async () => {
  const now = replaced(" score: Int", "");
  for (const notes of [
    "### Added\n\n- `Sleep.score`",
    "\n## 0.0.8\n\n### Breaking\n\n- `Sleep.score`: gone.",
  ]) {
    expect(await gateOn({ now, notes })).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^`Sleep.score`:/),
    });
  }
});

test("a listed change that is none fails, and is named", async () => {
  expect(await gateOn({ notes: "### Breaking\n\n- `Sleep.score`: gone." })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^`Sleep.score` is listed .* breaks nothing there/),
  });
});

test("a release makes the schema the released one, and gives the notes its version", async () => {
  const now = replaced(" score: Int", "");
  const notes = "\n### Breaking\n\n- `Sleep.score`: gone.";
  const { folder, code } = await gateOn({ now, notes }, "--release");
  expect(code).toBe(0);
  expect(await readFile(join(folder, "schema", "released.graphql"), "utf8")).toBe(now(before));
  expect(await readFile(join(folder, "CHANGELOG.md"), "utf8")).toMatch(
    /## Unreleased\n\n## 0\.1\.0\n\n### Breaking\n\n- `Sleep\.score`: gone\.\n\n## 0\.0\.9\n/,
  );
  expect(run(folder)).toEqual(fine);
  await writeFile(join(folder, "CHANGELOG.md"), "## Unreleased\n\n- More.\n\n## 0.1.0\n\n- Some.\n");
  expect(run(folder, "--release")).toMatchObject({
    code: 1,
    said: expect.stringMatching(/raise the version/),
  });
});

test("nothing is released over a change that is not listed, or without notes", async () => {
  const now = replaced(" score: Int", "");
  const { folder, code } = await gateOn({ now, notes: "\n- More." }, "--release");
  expect(code).toBe(1);
  expect(await readFile(join(folder, "schema", "released.graphql"), "utf8")).toBe(before);
  expect(await gateOn({}, "--release")).toMatchObject({
    code: 1,
    said: expect.stringMatching(/says nothing/),
  });
});
