import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a benchmark found: as text, and as figures with every round. */
export type Results = { name: string; text: string; figures: Record<string, unknown> };

/** Writes the text as Markdown, and the figures as JSON, under the benchmark's name. */
export async function writeResults(folder: string, { name, text, figures }: Results): Promise<void> {
  const dated = { madeAt: new Date().toISOString(), ...figures };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(dated, null, 2)}\n`);
  await writeFile(join(folder, `${name}.md`), `${text}\n`);
}
