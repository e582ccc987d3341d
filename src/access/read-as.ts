import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { ReadSession, type ReadSource } from "../database/read-session.ts";
import { settingsOfViewer } from "./settings-of-viewer.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Reads, in a transaction of its own, what row security shows a viewer at this moment, whether or not they may still
 * ask. On the database that is written to: a replica lags behind.
 */
export type ReadAs = <Result>(
  viewer: Viewer,
  read: (db: Kysely<Database>) => Promise<Result>,
) => Promise<Result>;

export function createReadAs(source: ReadSource, rowSecurity: boolean): ReadAs {
  return (viewer, read) => {
    const settings = settingsOfViewer(viewer, rowSecurity);
    const session = new ReadSession({ ...source, viewer: { settings, stands: null } });
    return read(session.db).finally(() => void session.end());
  };
}
