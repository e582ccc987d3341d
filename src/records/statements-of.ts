/** What a delivery's elements state, one statement a record. Pure: the same body gives the same statements anywhere. */
import { sectionOf } from "../merge/section.ts";
import { joinSections, type Sections } from "../merge/statement.ts";
import { LOWEST_TIE, type Tie, type Version } from "../merge/version.ts";
import { type Content, hashOf, type RecordSections } from "./content.ts";
import { type DecodedElement, decodeElement } from "./decode-element.ts";
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
  const byKey = new Map<string, Stated>();
  const errors: string[] = [];
  for (const [index, element] of elements.entries()) {
    const decoded = decodeElement(definition, element, index, notes);
    if ("error" in decoded) errors.push(decoded.error);
    else byKey.set(decoded.key, joined(definition, byKey.get(decoded.key), decoded, index, notes));
  }
  // An element of which nothing is left, as an athlete of nulls, states nothing.
  const stated = [...byKey].filter(([, { sections, deletes }]) => deletes || !isEmpty(sections));
  const { terraType } = definition;
  return {
    statements: stated.map(([key, one]) => ({ terraType, key, ...stateOf(definition, one, stamp) })),
    errors,
  };
}

/** What the elements of one key state together: whether they delete, and what is said after that. */
type Stated = Pick<DecodedElement, "sections" | "deletes">;

// Two elements for one record: the later one wins, and where another device measured, the delivery says so.
function joined(
  definition: RecordDefinition,
  before: Stated | undefined,
  element: Stated,
  index: number,
  notes: Notes,
): Stated {
  if (!before || element.deletes) return element;
  const [mine, theirs] = [before.sections, element.sections];
  if (!isEmpty(mine) && deviceOf(definition, mine) !== deviceOf(definition, theirs))
    notes.say(`data[${index}]: another device's element for the same record; joined with it`);
  return { sections: joinSections(mine, theirs, laterElementWins), deletes: before.deletes };
}

function isEmpty(sections: Sections<Content, number>): boolean {
  return Object.keys(sections).length === 0;
}

function stateOf(definition: RecordDefinition, { sections, deletes }: Stated, stamp: Stamp): RecordState {
  const tombstone = deletes ? { ...stamp, tie: LOWEST_TIE } : null;
  if (tombstone && isEmpty(sections)) return { version: tombstone, sections: {}, tombstone };
  const version = { ...stamp, tie: tieOf(definition, sections) };
  return { version, sections: withVersion(sections, version), tombstone };
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
