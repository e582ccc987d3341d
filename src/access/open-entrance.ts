/** Everything by which people come in, opened together: keys, end users' tokens and tickets. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import type { Listener } from "../database/listener.ts";
import type { Log } from "../log.ts";
import { type Access, openAccess } from "./access.ts";
import { openKeyAccess } from "./key-access.ts";
import { openKeyRing } from "./key-ring.ts";
import type { Keys } from "./keys.ts";
import { openKeys } from "./open-keys.ts";
import { readSecret } from "./read-secret.ts";
import { createSeal } from "./seal.ts";
import { openTickets, type Tickets } from "./tickets.ts";
import { openTokens, type TokensOptions } from "./tokens.ts";

export type Entrance = { access: Access; keys: Keys; tickets: Tickets; close(): Promise<void> };

export type EntranceOptions = {
  config: Omit<TokensOptions, "log"> & { adminKey: string };
  /** Where keys are written. */
  db: Kysely<Database>;
  listener: Listener;
  log: Log;
};

/** Whoever listens after this is told of what becomes of keys after it is known here. */
export async function openEntrance({ config, db, listener, log }: EntranceOptions): Promise<Entrance> {
  const nameSecret = await readSecret(db, "names");
  const tickets = openTickets({ db, seal: createSeal(await readSecret(db, "tickets"), "tickets") });
  const ring = await openKeyRing({ db, listener, log });
  const access = openAccess({
    adminKey: config.adminKey,
    keys: openKeyAccess(ring, nameSecret),
    tokens: openTokens({ ...config, log }),
    tickets,
    nameSecret,
  });
  return { access, keys: openKeys(db, ring), tickets, close: () => ring.close() };
}
