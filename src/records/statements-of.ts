/** What a delivery's elements state, one statement a record. Pure: the same body gives the same statements anywhere. */
import { sectionOf } from "../merge/section.ts";
import { joinSections, type Sections } from "../merge/statement.ts";
import type { Tie, Version } from "../merge/version.ts";
import { type Content, hashOf, type RecordSections } from "./content.ts";
import { decodeElement } from "./decode-element.ts";
import type { RecordState } from "./join-record.ts";
import { metricsOf } from "./metric.ts";
import type { Notes } from "./notes.ts";
import { laterElementWins } from "./record-rules.ts";
import type { RecordDefinition } from "./record-types.ts";

export type RecordStatement = RecordState & { terraType: RecordDefinition["terraType"]; key: string };

/** Everything of a version but its tie, which depends on what is stated. */
export type Stamp = Omit<Version, "tie">;

export type Statements = { statements: RecordStatement[]; errors: string[] };

export function statementsOf(
  definition: RecordDefinition,
  elements: readonly unknown[],
  stamp: Stamp,
  notes: Notes,
): Statements {
  const byKey = new Map<string, Sections<Content, number>>();
  const errors: string[] = [];
  for (const [index, element] of elements.entries()) {
    const decoded = decodeElement(definition, element, index, notes);
    if ("error" in decoded) errors.push(decoded.error);
    else byKey.set(decoded.key, joined(definition, byKey.get(decoded.key), decoded.sections, index, notes));
  }
  // An element of which nothing is left, as an athlete of nulls, states nothing.
  const stated = [...byKey].filter(([, sections]) => Object.keys(sections).length > 0);
  const statements = stated.map(([key, sections]) => {
    const version = { ...stamp, tie: tieOf(definition, sections) };
    return { terraType: definition.terraType, key, version, sections: withVersion(sections, version) };
  });
  return { statements, errors };
}

// Two elements for one record: the later one wins, and where another device measured, the delivery says so.
function joined(
  definition: RecordDefinition,
  mine: Sections<Content, number> | undefined,
  theirs: Sections<Content, number>,
  index: number,
  notes: Notes,
): Sections<Content, number> {
  if (!mine) return theirs;
  if (deviceOf(definition, mine) !== deviceOf(definition, theirs))
    notes.say(`data[${index}]: another device's element for the same record; joined with it`);
  return joinSections(mine, theirs, laterElementWins);
}

function deviceOf(definition: RecordDefinition, sections: Sections<Content, number>): string {
  const leaves = ["device_data.name", "device_data.manufacturer", "device_data.serial_number"];
  return JSON.stringify(leaves.map((path) => valueAt(definition, sections, path)));
}

function tieOf(definition: RecordDefinition, sections: Sections<Content, number>): Tie {
  const hash = hashOf(sections);
  if (definition.terraType !== "daily") return [null, null, hash];
  const amountAt = (path: string) => {
    const value = valueAt(definition, sections, path);
    return typeof value === "number" ? value : null;
  };
  return [amountAt("distance_data.steps"), amountAt("calories_data.total_burned_calories"), hash];
}

function valueAt(definition: RecordDefinition, sections: Sections<Content, number>, path: string): unknown {
  const metric = metricsOf(definition.record).find((known) => known.path === path);
  const content = sections[sectionOf(path)]?.[0]?.content;
  return metric && content?.kind === "values" ? (content.values[metric.name] ?? null) : null;
}

function withVersion(sections: Sections<Content, number>, version: Version): RecordSections {
  const stated: RecordSections = Object.create(null);
  for (const section in sections)
    stated[section] = (sections[section] ?? []).map(({ from, to, content }) => ({
      from,
      to,
      version,
      content,
    }));
  return stated;
}
