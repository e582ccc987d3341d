/** The tables of who may ask. Readers may not read them. */
import type { Generated } from "kysely";
import type { ApiKey } from "./api-key.ts";

export type AccessTables = {
  apiKeys: Omit<ApiKey, "version" | "createdAt"> & {
    /** Of the key's text. */
    hash: Uint8Array;
    createdAt: Generated<string>;
    version: Generated<number>;
  };
  /** Of tickets that were used. */
  spentTickets: { id: string; expiresAt: string };
  /** What every instance shares, made by the database itself. */
  secrets: { name: string; value: Uint8Array };
};
