/** What came of a type with fields; of these, the ones that the test itself goes by have their types here. */
export type Row = {
  __typename: string;
  [name: string]: unknown;
  id?: string;
  reference?: string;
  referenceId?: string | null;
  name?: string;
  type?: string | null;
  provider?: string;
  state?: string;
  cursor?: string;
  endCursor?: string | null;
  connection?: Row | null;
  connections?: Row[];
  user?: Row;
  node?: Row;
  nodes?: Row[];
  edges?: Row[];
  pageInfo?: Row;
  RecordSaved__recordId?: string;
  RecordDeleted__recordId?: string;
  RecordSaved__recordType?: string;
  RecordDeleted__recordType?: string;
  TransferProgressed__transfer?: Row | null;
};

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && "__typename" in value;
}

/** What a row says of itself, without the rows that it leads to: their own lists have shown those. */
export function valuesOf(row: Row): Row {
  const leadsOn = ({ __typename }: Row) => /Page$|^(User|Connection|Delivery|Transfer)$/.test(__typename);
  const own = Object.entries(row).filter(([, value]) => {
    const [first] = Array.isArray(value) ? value : [value];
    return !isRow(first) || !leadsOn(first);
  });
  return { ...Object.fromEntries(own), __typename: row.__typename };
}
