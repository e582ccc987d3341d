/** Operations on the schema of users, connections and records, as every transport runs them, with their statements. */
import { type ExecutionResult, execute, type GraphQLSchema } from "graphql";
import type { Kysely } from "kysely";
import { openKeys } from "../../src/access/open-keys.ts";
import { ADMIN } from "../../src/access/viewer.ts";
import { readConfig } from "../../src/config.ts";
import {
  ConnectionResolver,
  DeliveryConnectionResolver,
  UserConnectionsResolver,
} from "../../src/connections/connection-resolver.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { openListener } from "../../src/database/listener.ts";
import { DeliveryResolver } from "../../src/deliveries/delivery-resolver.ts";
import { openFeed } from "../../src/feed/feed.ts";
import { createExecution } from "../../src/graphql/execution.ts";
import { createSchema } from "../../src/graphql/schema.ts";
import {
  ConnectionHealthRecordsResolver,
  HealthRecordQueryResolver,
  UserHealthRecordsResolver,
} from "../../src/records/health-record-lists.ts";
import { recordListResolvers } from "../../src/records/record-lists.ts";
import { RecordResolver } from "../../src/records/record-resolver.ts";
import { ConnectionUserResolver, UserResolver } from "../../src/users/user-resolver.ts";
import { accessOn } from "../access-on.ts";
import { readAsOn } from "../feed/feed-database.ts";
import { replaysOn } from "../replays.ts";
import { openRecordDatabase } from "./record-database.ts";

export type Answer = ExecutionResult<Record<string, unknown>> & { statements: string[] };

export type Reader = AsyncDisposable & {
  db: Kysely<Database>;
  schema: GraphQLSchema;
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
};

export async function openReader(): Promise<Reader> {
  await using opened = new AsyncDisposableStack();
  const { db, url } = opened.use(await openRecordDatabase());
  const log = () => {};
  const pool = opened.adopt(openPool(url, { max: 5, applicationName: "test reads", log }), (pool) =>
    pool.end(),
  );
  const listener = opened.use(await openListener({ databaseUrl: url, log }));
  const feed = opened.use(await openFeed({ db, readAs: readAsOn(pool), listener, log }));
  const schema = await createSchema(resolvers);
  const limits = {
    maxDepth: 20,
    maxTokens: 10_000,
    maxAliases: 1_000,
    maxCost: 10_000_000,
    introspection: true,
  };
  const reads = { pool, takesReaderRole: true, statementTimeoutMs: 10_000, operationTimeoutMs: 20_000 };
  const ask: Reader["ask"] = async (query, variables = {}) => {
    const statements: string[] = [];
    const counted = { ...reads, onStatement: (sql: string) => statements.push(sql) };
    const onOperation = () => {};
    const execution = createExecution({
      schema,
      ...accessOn(pool, "key"),
      reads: counted,
      rowSecurity: true,
      feed,
      gateway: { healthcheckOverdueSeconds: 0, queue: async () => ({ length: 0, bytes: 0 }) },
      replays: replaysOn(pool),
      keys: openKeys(openDatabase(pool), { changed: () => {} }),
      limits,
      allowances: readConfig({}),
      log,
      onOperation,
    });
    const prepared = execution.prepare({ query, variables }, ADMIN);
    if (Array.isArray(prepared)) return { errors: prepared, statements };
    const context = execution.contextOf(ADMIN);
    await using _session = context.session;
    return { ...(await execute({ ...prepared, contextValue: context })), statements };
  };
  const all = opened.move();
  return { db, schema, ask, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const resolvers: Parameters<typeof createSchema>[0] = [
  UserResolver,
  ConnectionUserResolver,
  ConnectionResolver,
  UserConnectionsResolver,
  DeliveryResolver,
  DeliveryConnectionResolver,
  HealthRecordQueryResolver,
  UserHealthRecordsResolver,
  ConnectionHealthRecordsResolver,
  RecordResolver,
  ...recordListResolvers,
];
