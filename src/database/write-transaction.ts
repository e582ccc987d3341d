/**
 * A transaction whose statements go out as they are asked for, without waiting for the answers to those before them:
 * PostgreSQL works through them in their order, and a round trip is paid for once, not by each. Whoever needs an
 * answer awaits it; the commit goes out behind the last statement, and all of it is done or nothing.
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
import pg from "pg";
import type { Database } from "./database.ts";
import { isDataError, isWorthRepeating } from "./error-kinds.ts";

const names = new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** Takes a statement, asked for already, whose answer nobody needs: it is waited for with the commit, and not before. */
export type Later = (statement: Promise<unknown>) => void;

/**
 * Commits what `write` does with the `db` that it is given, when all its statements have succeeded, those too that it
 * did not wait for; rejects with the first error of them otherwise, and nothing was done. The pool's clients must be
 * pipelining ones.
 */
export async function writeTransaction<Result>(
  pool: pg.Pool,
  write: (db: Kysely<Database>, later: Later) => Promise<Result>,
): Promise<Result> {
  const statements = new Statements(await pool.connect());
  try {
    statements.begin();
    const db = databaseOver(statements);
    // Until its driver is up, a statement takes more steps to be sent than those after it.
    await db.getExecutor().provideConnection(async () => undefined);
    const result = await write(db, (statement) => statements.send(statement));
    await statements.commit();
    return result;
  } catch (error) {
    await statements.rollBack(error);
    throw statements.failure;
  } finally {
    statements.release();
  }
}

class Statements {
  /** The first error of the transaction: those that follow only say that there was one. */
  failure: unknown = null;
  readonly #client: pg.PoolClient;
  readonly #sent: Promise<unknown>[] = [];
  #isLost = false;
  #isOver = false;
  #isGathering = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    client.on("error", this.#lose);
  }

  begin(): void {
    void this.#ask("begin");
  }

  run(query: CompiledQuery) {
    // Behind a rollback it would stand for itself.
    if (this.failure !== null) throw this.failure;
    if (this.#isOver)
      throw new TypeError("A statement came behind the commit: ask for all of a `later` at once.");
    return this.#ask(query.sql, [...query.parameters]);
  }

  /** Resolves when all is done; rejects with the first error, and PostgreSQL has rolled back then. */
  async commit(): Promise<void> {
    // A statement passes some microtasks before it is sent; a tick comes when none is left.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    // Of a statement that could not even be sent PostgreSQL knows nothing, and would commit the others.
    if (this.failure !== null) throw this.failure;
    this.#isOver = true;
    void this.#ask("commit");
    await this.#settled();
  }

  /** Does not wait for a statement; the commit does. */
  send(statement: Promise<unknown>): void {
    this.#sent.push(statement.catch(this.#fail));
  }

  /** Resolves when all that was sent is answered. */
  async rollBack(error: unknown): Promise<void> {
    this.#fail(error);
    void this.#ask("rollback");
    await this.#settled().catch(() => undefined);
  }

  /** When all that was sent is answered, the statements that went out meanwhile too. */
  async #settled(): Promise<void> {
    for (let known = -1; known < this.#sent.length; ) {
      known = this.#sent.length;
      await Promise.all(this.#sent);
    }
    if (this.failure !== null) throw this.failure;
  }

  release(): void {
    this.#client.off("error", this.#lose);
    this.#client.release(!this.#isAsBefore());
  }

  // After any other error the driver may think of a statement as prepared that PostgreSQL does not know, or knows
  // otherwise; and no transaction may reach into the next.
  #isAsBefore(): boolean {
    const isHarmless = this.failure === null || isDatabasesVerdict(this.failure);
    return isHarmless && !this.#isLost && this.#client.getTransactionStatus() === "I";
  }

  #ask(text: string, values?: unknown[]) {
    this.#gather();
    const answer = this.#client.query<Record<string, unknown>>(text, values);
    this.send(answer);
    return answer;
  }

  // What is asked for in one go leaves in one write: each costs more than what is in it.
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    const { stream } = this.#client.connection;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  readonly #fail = (error: unknown): void => {
    this.failure ??= error;
  };

  readonly #lose = (error: Error): void => {
    this.#isLost = true;
    this.#fail(error);
  };
}

function isDatabasesVerdict(error: unknown): boolean {
  return isWorthRepeating(error) || (error instanceof pg.DatabaseError && isDataError(error));
}

function databaseOver(statements: Statements): Kysely<Database> {
  const connection: DatabaseConnection = {
    async executeQuery(query: CompiledQuery) {
      const { rows, rowCount } = await statements.run(query);
      return { rows: rows as never[], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery,
  };
  return new Kysely<Database>({
    plugins: [names],
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => driverOf(connection),
    },
  });
}

function driverOf(connection: DatabaseConnection): Driver {
  const nested = async () => {
    throw new TypeError("It is a transaction already: use the db as it is.");
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: nested,
    commitTransaction: nested,
    rollbackTransaction: nested,
    destroy: async () => {},
  };
}

// biome-ignore lint/correctness/useYield: there is nothing to stream.
async function* streamQuery(): AsyncIterableIterator<never> {
  throw new TypeError("A transaction that writes does not stream.");
}
