/** The one place that decides who may read what: a viewer goes in, a condition for a table's rows comes out. */
import { type Expression, type SqlBool, sql } from "kysely";
import { TerrariumError } from "../errors.ts";
import type { Viewer } from "./viewer.ts";

/** What every row that may be read says of itself: whose it is, by the columns that the reader's statement has. */
export type Owned = { userId: Expression<unknown>; connectionId?: Expression<unknown> };

/** True for the rows of a person's data that the viewer may read. */
export function mayRead(viewer: Viewer, _row: Owned): Expression<SqlBool> {
  switch (viewer.kind) {
    case "ADMIN":
      return sql<SqlBool>`true`;
  }
}

/** The same of a row that is in memory already. */
export function mayReadRow(viewer: Viewer, _row: { userId: string; connectionId: string }): boolean {
  switch (viewer.kind) {
    case "ADMIN":
      return true;
  }
}

/** @throws TerrariumError FORBIDDEN where the viewer is no operator. */
export function requireOperator(viewer: Viewer): void {
  if (!mayOperate(viewer))
    throw new TerrariumError("FORBIDDEN", "Deliveries are for operators: ask with an admin's key.");
}

/** True where the viewer may look at the gateway's own work: deliveries and their states. */
export function mayOperate(viewer: Viewer): boolean {
  return viewer.kind === "ADMIN";
}
