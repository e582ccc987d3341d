/** Says whether client/, or another folder, holds what `npm run codegen` would make: `node schema/codegen/check.ts [folder]`. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { generate, loadContext } from "@graphql-codegen/cli";

const MADE_AT = "client/";
/** What using a client leaves in its folder. */
const LEFT_BY_USE = /(^|\/)(__pycache__|node_modules)\//;

const folder = process.argv[2] ?? MADE_AT;
const faults = await faultsOf(folder).catch(({ message }: Error) => [`It cannot be made: ${message}`]);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) {
  process.stderr.write("client/ is not current: run npm run codegen.\n");
  process.exitCode = 1;
}

async function faultsOf(folder: string): Promise<string[]> {
  return compare(await madeFiles(), await filesIn(folder));
}

/** Text by the path within the folder. */
type Files = Map<string, string>;

async function madeFiles(): Promise<Files> {
  const context = await loadContext("codegen.yml");
  context.updateConfig({ silent: true });
  const made: { filename: string; content: string }[] = await generate(context, false);
  return new Map(made.map(({ filename, content }) => [relative(MADE_AT, filename), content]));
}

async function filesIn(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !LEFT_BY_USE.test(path));
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}

function compare(made: Files, found: Files): string[] {
  const differing = [...made].flatMap(([path, content]) => {
    const text = found.get(path);
    if (text === undefined) return [`${path} is missing`];
    return withLf(text) === withLf(content) ? [] : [`${path} differs`];
  });
  const extra = [...found.keys()]
    .filter((path) => !made.has(path))
    .map((path) => `${path} is made by nothing: delete it`);
  return [...differing, ...extra].sort();
}

// Git may write other line ends on Windows.
function withLf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
