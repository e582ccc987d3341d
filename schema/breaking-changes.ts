/**
 * Holds the schema to that of the last release: what would break a client of that release is named in CHANGELOG.md,
 * or fails the check. With --release the schema becomes the released one, and the unreleased notes get their version.
 */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Change, ChangeType, CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

// A default decides what an operation means that leaves the argument out.
const changesAnswers: ReadonlySet<string> = new Set([
  ChangeType.FieldArgumentDefaultChanged,
  ChangeType.InputFieldDefaultValueChanged,
]);

const { values, positionals } = parseArgs({
  options: { release: { type: "boolean" } },
  allowPositionals: true,
});
const folder = positionals[0] ?? ".";
const present = join(folder, "schema", "schema.graphql");
const released = join(folder, "schema", "released.graphql");
const notesFile = join(folder, "CHANGELOG.md");

const notes = await readFile(notesFile, "utf8");
const complaints = complaintsAbout(await breaksSinceRelease(), listedBreaks());
if (complaints.length === 0 && values.release) complaints.push(...(await release()));
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;

async function breaksSinceRelease(): Promise<Map<string, Change[]>> {
  const changes = await diff(await schemaIn(released), await schemaIn(present));
  return Map.groupBy(changes.filter(isBreaking), ({ path }) => path ?? "schema");
}

async function schemaIn(file: string) {
  return buildSchema(await readFile(file, "utf8"));
}

function isBreaking({ type, criticality }: Change): boolean {
  return criticality.level === CriticalityLevel.Breaking || changesAnswers.has(type);
}

/** The paths in backticks that the lines under Unreleased, Breaking begin with. */
function listedBreaks(): string[] {
  const lines = sectionOf(sectionOf(notes, "## Unreleased"), "### Breaking").split("\n");
  const lists = lines.flatMap((line) => /^[-*] ((?:`[^`]+`(?:, | and )?)+)/.exec(line)?.[1] ?? []);
  return lists.flatMap((list) => [...list.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path));
}

/** The text under a heading, to the next one of its level or above. */
function sectionOf(text: string, heading: string): string {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.trim() === heading) + 1;
  if (from === 0) return "";
  const level = heading.indexOf(" ");
  const length = lines.slice(from).findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return lines.slice(from, length === -1 ? undefined : from + length).join("\n");
}

function complaintsAbout(breaks: Map<string, Change[]>, listed: string[]): string[] {
  const unlisted = [...breaks].filter(([path]) => !listed.includes(path));
  const stale = listed.filter((path) => !breaks.has(path));
  return [
    ...unlisted.flatMap(([path, changes]) => changes.map((change) => unlistedBreak(path, change))),
    ...stale.map(staleListing),
  ];
}

function unlistedBreak(path: string, { message, type }: Change): string {
  return (
    `\`${path}\`: ${message}, and ${whatBreaks(type)}. ` +
    "Take it back, or list it in CHANGELOG.md under Unreleased, Breaking."
  );
}

function whatBreaks(type: string): string {
  if (changesAnswers.has(type)) return "operations that leave it out get another answer";
  if (type === ChangeType.FieldTypeChanged) return "clients get values, or nulls, that they do not expect";
  if (type.endsWith("_REMOVED")) return "operations that name it are refused";
  return "operations that were right before are refused";
}

function staleListing(path: string): string {
  return (
    `\`${path}\` is listed in CHANGELOG.md as breaking, and the schema breaks nothing there. ` +
    "Take it off the list, or correct the path."
  );
}

/** What stands in the way of a release; nothing when it is made. */
async function release(): Promise<string[]> {
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (sectionOf(notes, "## Unreleased").trim() === "") {
    return ["CHANGELOG.md says nothing under `## Unreleased`: write there what is new."];
  }
  if (sectionOf(notes, `## ${version}`) !== "") {
    return [`CHANGELOG.md has a section ${version} already: raise the version in package.json first.`];
  }
  await writeFile(notesFile, notes.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version}`));
  await copyFile(present, released);
  process.stdout.write(`${released} is the schema of ${version} now, and CHANGELOG.md has its notes.\n`);
  return [];
}
