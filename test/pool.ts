import pg from "pg";

/**
 * A test's own connections. A pool calls itself ended before its sessions are, so that a database that is dropped
 * next may still cut one off: an error of nobody's, which would end the test run without a listener.
 */
export function openTestPool(connectionString: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ ...options, connectionString });
  pool.on("error", () => undefined);
  return pool;
}
