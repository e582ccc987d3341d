/** The classes of fields: who gets what of a row that they may see at all. */

/** Each class's fields, by their names with spaces between. */
export type Classes = Partial<Record<FieldClass, string>>;

export type FieldClass =
  /** A number, a time or a code: as it is, for whoever sees the row. */
  | "MEASUREMENT"
  /** A text that says nothing of who the person is: as it is. */
  | "SEEN"
  /** Leads to rows or parts, of which those that may be seen are there. */
  | "FOLLOW"
  /** What names a person or a thing of theirs: analysts get a pseudonym of their study. */
  | "PSEUDONYM"
  /** Who the person is, where they were, which device: null for analysts, but for those who were granted it. */
  | "IDENTITY"
  | "PLACE"
  | "DEVICE"
  /** Words and details of the provider's or of Terra's: null, and an empty object, for analysts; others' keys of the app are not in these. */
  | "WORDS"
  | "DETAILS"
  /** Closed for users and analysts. */
  | "CURSOR"
  /** How many rows the viewer may see. */
  | "COUNT"
  /** Of series: without those that tell a place, and for analysts without those that nobody knows. */
  | "COLUMNS"
  /** For operators; null for others. */
  | "OPERATORS"
  /** For whoever reads people's data; null for others. */
  | "READERS"
  /** For operators who read people's data; FORBIDDEN for others. */
  | "BODY"
  /** Another from one moment to the next. */
  | "MOMENT"
  /** What the viewer is. */
  | "VIEWER"
  /** Doors. FORBIDDEN for others than readers, operators, operators of everything, admins; and for nobody. */
  | "FOR_READERS"
  | "FOR_OPERATORS"
  | "FOR_OPERATORS_OF_ALL"
  | "FOR_ADMINS"
  | "FOR_ALL";

export function together(...parts: readonly Classes[]): Classes {
  const all: Classes = {};
  for (const part of parts)
    for (const [name, fields] of Object.entries(part) as [FieldClass, string][])
      all[name] = `${all[name] ?? ""} ${fields}`;
  return all;
}
