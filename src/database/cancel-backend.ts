/** Cancels what a connection of a pool is running, from a connection of its own: the pool's may all be busy. */
import { Client, type Pool } from "pg";

/** Resolves when the server has passed the cancel on. Where it cannot be reached, the statement's own time limit remains. */
export async function cancelBackend(pool: Pool, pid: number): Promise<void> {
  const { password } = pool.options;
  // A pool keeps its password out of what a spread copies.
  const client = new Client({ ...pool.options, ...(password === undefined ? {} : { password }) });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select pg_cancel_backend($1)", [pid]);
  } catch {
    return;
  } finally {
    await client.end().catch(() => {});
  }
}
