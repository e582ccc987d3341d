/** Starts an embedded PostgreSQL on the folder that it is given, says so, and holds it until it is killed. */
import { startEmbeddedPostgres } from "../../src/database/embedded.ts";

await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? "",
  password: "secret",
  log: () => undefined,
  postgresFlags: ["-c", "fsync=off"],
});
process.stdout.write("up\n");
setInterval(() => undefined, 1_000);
