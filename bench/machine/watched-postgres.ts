/** The PostgreSQL that comes with Terrarium, made and started as Terrarium does it, with its syncs watched. */

import type { EmbeddedOptions, EmbeddedPostgres } from "../../src/database/embedded.ts";
import { choosePlace } from "../../src/database/embedded-place.ts";
import { ownEdition, programsFor } from "../../src/database/embedded-programs.ts";
import { makeCluster, OWNER } from "../../src/database/make-cluster.ts";
import { start, urlOf } from "../../src/database/start-server.ts";
import { type SyncBoard, watchSyncs } from "./sync-board.ts";

export type WatchedPostgres = EmbeddedPostgres & {
  /** Or why there is none. */
  syncs: SyncBoard | string;
};

type Options = Required<Pick<EmbeddedOptions, "dataDir" | "password" | "log" | "postgresFlags">>;

/** @throws DATABASE_UNUSABLE */
export async function startWatchedPostgres(options: Options): Promise<WatchedPostgres> {
  const { dataDir, password, log, postgresFlags } = options;
  const place = await choosePlace(dataDir, log);
  const programs = await programsFor(place, ownEdition);
  await makeCluster(place, programs, password, postgresFlags);
  const watch = await watchSyncs(place.folder, programs.postgres);
  const postgres = typeof watch === "string" ? programs.postgres : watch.program;
  const flags = [...FLAGS.flatMap((flag) => ["-c", flag]), ...postgresFlags];
  const { process, port } = await start({ ...place, postgres, port: 0, flags, log }, password);
  return {
    url: urlOf(port, password, OWNER),
    // A server that has started has synced: one that was not seen to do so has not loaded the shim.
    syncs: syncsOf(watch),
    stop: async () => {
      await process.stop();
      if (typeof watch !== "string") watch.board.close();
    },
  };
}

const FLAGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "jit=off"];

function syncsOf(watch: Awaited<ReturnType<typeof watchSyncs>>): SyncBoard | string {
  if (typeof watch === "string") return watch;
  return watch.board.count() > 0 ? watch.board : "PostgreSQL did not load the shim";
}
