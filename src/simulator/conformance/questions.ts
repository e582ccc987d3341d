/** Questions that many cases ask, and what they want to hear. */
import type { Question } from "./case.ts";

/** The records of one list of the one person, `%`: of each the fields, in the order of the list. */
export function shows(list: string, fields: string, nodes: unknown, of = "%"): Question {
  return {
    query: `{ user(referenceId: "${of}") { ${list} { nodes { ${fields} } } } }`,
    wanted: { user: { [list.replace(/\(.*/s, "")]: { nodes } } },
  };
}

/** That there is nobody, or nothing in the list. */
export function showsNone(list: string, of = "%"): Question {
  return {
    query: `{ user(referenceId: "${of}") { ${list} { nodes { id } } } }`,
    wanted: ({ user }: { user: Record<string, { nodes: unknown[] }> | null }) =>
      user === null || user[list.replace(/\(.*/s, "")]?.nodes.length === 0,
  };
}

/** The connections of the one person. */
export function connects(fields: string, connections: unknown, of = "%"): Question {
  return {
    query: `{ user(referenceId: "${of}") { connections { ${fields} } } }`,
    wanted: { user: { connections } },
  };
}

/** How the delivery of that place ended. */
export function ends(delivery: number, fields: string, wanted: unknown): Question {
  return { delivery, fields, wanted };
}

export function transferred(fields: string, transfer: unknown, reference = "%"): Question {
  return { query: `{ transfer(reference: "${reference}") { ${fields} } }`, wanted: { transfer } };
}
