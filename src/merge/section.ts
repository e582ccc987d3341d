/** The name of the section that a leaf or an array of Terra's belongs to (rule 2 of docs/rules.md). */

/** Metadata, each top-level object without its arrays, each enrichment score with its contributors. */
export function sectionOf(path: string): string {
  const [top, leaf] = path.split(".");
  if (leaf === undefined) return "top";
  return top === "data_enrichment" ? `data_enrichment.${enrichmentStem(leaf)}` : ownName(top as string);
}

/** Each sample array and each small list is a section of its own. */
export function sectionOfArray(path: string): string {
  return ownName(path);
}

// Every object has a `constructor`: a section of that name would be found where there is none.
function ownName(name: string): string {
  return name in Object.prototype ? `${name}.` : name;
}

// `total_stress_score`, `stress_contributors` -> stress; `sleep_score_v2_contributors` -> sleep_v2.
function enrichmentStem(leaf: string): string {
  return leaf
    .replace(/_contributors$/, "")
    .replace(/_(score|index|traffic_light)(?=_|$)/, "")
    .replace(/^total_/, "");
}
