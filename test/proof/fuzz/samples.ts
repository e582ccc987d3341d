/** The sample deliveries that mutations start from. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../data/terra/samples");

export function sampleNames(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".json"));
}

const texts = new Map<string, string>();

/** As parsed JSON; a copy of its own each time. */
export function sampleOf(name: string): unknown {
  const text = texts.get(name) ?? readFileSync(join(folder, name), "utf8");
  texts.set(name, text);
  return JSON.parse(text);
}
