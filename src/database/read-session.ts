/**
 * The reads of one GraphQL operation: one read-only transaction on one connection, begun with its settings in one
 * message at the first statement. So an operation that reads nothing costs nothing, and one that reads sees one
 * moment. Statements go one at a time, in the order in which they were asked for.
 *
 * A statement is cancelled on the server, from another connection. The session's connection goes back to the pool
 * only when that has returned and the transaction has been ended after it: so no cancel can meet a later operation.
 */
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { DatabaseError, type Pool, type PoolClient, type QueryResult } from "pg";
import { TerrariumError } from "../errors.ts";
import { cancelBackend } from "./cancel-backend.ts";
import type { Database } from "./database.ts";

export type ReadSource = {
  pool: Pool;
  /** Whether the pool's login takes the role terrarium_reader; not where DATABASE_READ_URL names a reader of its own. */
  takesReaderRole: boolean;
  /** The longest that one statement may take. */
  statementTimeoutMs: number;
  /** The longest that the reads of one operation may take together, counted from the first. */
  operationTimeoutMs: number;
  /** For whom: what row security lets through, and whether they may still ask. Absent: nobody, who sees nothing. */
  viewer?: SessionViewer;
  /**
   * Whether statements are planned once for any values, and by indexes, since a plan is kept while tables grow: where
   * each takes less time than its planning, to which row security adds.
   */
  plansOnce?: boolean;
  /** Told of every statement that reads, and so not of the transaction's own: tests count them. */
  onStatement?: (sql: string) => void;
};

/** Expressions for the select that opens the transaction. */
export type SessionViewer = {
  /** Calls of set_config. */
  settings: readonly string[];
  /** False where the viewer may ask nothing any more; null where there is nothing to look at. */
  stands: string | null;
};

const QUERY_CANCELED = "57014";
// Made once, since every operation ends.
const ENDED = new TerrariumError("INTERNAL_SERVER_ERROR", "The operation has ended.");
const GONE = new TerrariumError("INTERNAL_SERVER_ERROR", "The client has gone.");
const NO_LONGER = new TerrariumError(
  "UNAUTHENTICATED",
  "This key was revoked or changed while it asked: ask again.",
);
const names = new CamelCasePlugin({ maintainNestedObjectKeys: true });

export class ReadSession {
  readonly #source: ReadSource;
  readonly #abort = new AbortController();
  #db: Kysely<Database> | null = null;
  #client: PoolClient | null = null;
  #pid = 0;
  #deadline: NodeJS.Timeout | undefined;
  /** Settled when whoever has the connection gives it back, by `#giveBack`. */
  #turn: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => {};
  #isRunning = false;
  /** Whether statements run in a savepoint of `within`, from which the transaction recovers. */
  #isWithin = false;
  /** Why nothing can be read any more: the first error of the transaction, a cancel, or the end. */
  #failure: unknown = null;
  #cancelling: Promise<void> | null = null;
  #ending: Promise<void> | null = null;

  constructor(source: ReadSource) {
    this.#source = source;
  }

  /** Reads inside the operation's transaction. */
  get db(): Kysely<Database> {
    this.#db ??= new Kysely<Database>({
      plugins: [names],
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createDriver: () => this.#driver(),
      },
    });
    return this.#db;
  }

  /** Aborted when the session is cancelled or has ended. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Reads with a time limit of their own: null where it passes, and the operation goes on. `read` uses the `db` that
   * it is given; the session's own waits until `read` is done.
   */
  async within<Result>(
    limitMs: number,
    read: (db: Kysely<Database>) => Promise<Result>,
  ): Promise<Result | null> {
    return this.db.connection().execute(async (db) => {
      const limit = Math.min(limitMs, this.#source.statementTimeoutMs);
      await this.#run(`savepoint within; set local statement_timeout = ${limit}`);
      this.#isWithin = true;
      try {
        return await read(db);
      } catch (error) {
        if (this.#failure === null && isCanceled(error)) return null;
        throw error;
      } finally {
        this.#isWithin = false;
        // Going back restores the operation's own time limit, too.
        if (this.#failure === null) await this.#run("rollback to savepoint within; release savepoint within");
      }
    });
  }

  /** Stops what is running, on the server, and refuses all that would follow, with this reason. */
  cancel(reason: TerrariumError = GONE): Promise<void> {
    this.#failure ??= reason;
    this.#abort.abort(reason);
    if (this.#isRunning) this.#cancelling ??= cancelBackend(this.#source.pool, this.#pid);
    return this.#cancelling ?? Promise.resolve();
  }

  /** Ends the transaction and gives the connection back. Never rejects: a connection in doubt is closed. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  // The answer can be ready while statements still run: one field's error can end the operation before its siblings.
  async #end(): Promise<void> {
    await this.cancel(ENDED);
    await this.#turn;
    clearTimeout(this.#deadline);
    const client = this.#client;
    if (client === null) return;
    this.#client = null;
    const isUsable = await client.query("commit").then(
      () => true,
      () => false,
    );
    client.off("error", this.#lose);
    client.release(!isUsable);
  }

  #driver(): Driver {
    const nested = async () => {
      throw new TypeError("A read session is one transaction: use its db as it is, or within.");
    };
    return {
      init: async () => {},
      acquireConnection: () => this.#take(),
      releaseConnection: async () => this.#giveBack(),
      beginTransaction: nested,
      commitTransaction: nested,
      rollbackTransaction: nested,
      destroy: async () => {},
    };
  }

  async #take(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const previous = this.#turn;
    this.#turn = promise;
    await previous;
    this.#giveBack = resolve;
    try {
      await this.#begin();
    } catch (error) {
      resolve();
      throw error;
    }
    return { executeQuery: (query) => this.#execute(query), streamQuery };
  }

  async #begin(): Promise<void> {
    this.#refuseAfterFailure();
    if (this.#client) return;
    const client = await this.#source.pool.connect();
    if (this.#failure !== null) client.release();
    this.#refuseAfterFailure();
    client.on("error", this.#lose);
    this.#client = client;
    this.#deadline = setTimeout(this.#expire, this.#source.operationTimeoutMs);
    // Several statements in one message bring an array of results, which pg's types do not say.
    const results = [
      await client.query<{ pid: number; stands: boolean | null }>(opening(this.#source)),
    ].flat();
    const { pid = 0, stands = null } = results.at(-1)?.rows[0] ?? {};
    this.#pid = pid;
    if (stands === false) this.#failure ??= NO_LONGER;
    this.#refuseAfterFailure();
  }

  async #execute(query: CompiledQuery) {
    this.#source.onStatement?.(query.sql);
    const { rows } = await this.#run(query.sql, query.parameters);
    return { rows };
  }

  async #run(sql: string, parameters?: readonly unknown[]): Promise<QueryResult> {
    this.#refuseAfterFailure();
    if (this.#client === null) throw new TypeError("The session's connection was used without its turn.");
    this.#isRunning = true;
    try {
      return await this.#client.query(sql, parameters && [...parameters]);
    } catch (error) {
      throw this.#errorOf(error);
    } finally {
      this.#isRunning = false;
    }
  }

  // A transaction with an error in it answers every later statement with another error: the first one says more.
  #errorOf(error: unknown): unknown {
    if (this.#failure !== null) return this.#failure;
    if (this.#isWithin) return error;
    this.#failure = isCanceled(error) ? tooSlow(this.#source.statementTimeoutMs, "one statement") : error;
    return this.#failure;
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  readonly #expire = (): void => {
    void this.cancel(tooSlow(this.#source.operationTimeoutMs, "all reads of an operation"));
  };

  // Without a listener a connection that is lost while it waits for its next statement would end the process.
  readonly #lose = (error: Error): void => {
    this.#failure ??= error;
  };
}

function opening({ takesReaderRole, statementTimeoutMs, plansOnce, viewer }: ReadSource): string {
  return [
    "begin transaction isolation level repeatable read read only",
    ...(takesReaderRole ? ["set local role terrarium_reader"] : []),
    ...(plansOnce
      ? ["set local plan_cache_mode = force_generic_plan", "set local enable_seqscan = off"]
      : []),
    `set local statement_timeout = ${statementTimeoutMs}`,
    `select ${["pg_backend_pid() as pid", ...(viewer?.settings ?? [])].join(", ")}, ${viewer?.stands ?? "null::boolean"} as stands`,
  ].join("; ");
}

function isCanceled(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === QUERY_CANCELED;
}

function tooSlow(limitMs: number, what: string): TerrariumError {
  return new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `${what} may take ${limitMs} ms; this took longer and was cancelled. Ask for fewer rows, a shorter range or fewer fields.`,
  );
}

// biome-ignore lint/correctness/useYield: there is nothing to stream.
async function* streamQuery(): AsyncIterableIterator<never> {
  throw new TypeError("A read session does not stream: read page by page.");
}
