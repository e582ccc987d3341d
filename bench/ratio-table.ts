import { table } from "./table.ts";

/** A row for each name, a column for each contender that Terrarium is compared with. */
export function ratioTable<Ratio extends { against: string }>(
  head: string,
  ratios: readonly Ratio[],
  nameOf: (ratio: Ratio) => string,
  cellOf: (ratio: Ratio) => string,
): string {
  const others = [...new Set(ratios.map(({ against }) => against))];
  const cell = (name: string, other: string) => {
    const ratio = ratios.find((one) => nameOf(one) === name && one.against === other);
    return ratio ? cellOf(ratio) : "";
  };
  const names = [...new Set(ratios.map(nameOf))];
  return table(
    [head, ...others],
    names.map((name) => [name, ...others.map((other) => cell(name, other))]),
  );
}
