/** Fields that fail and linger, to see what the doors make of that. */
import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { Arg, Ctx, Float, Int, Query, Resolver, Root, Subscription } from "type-graphql";
import { TerrariumError } from "../../src/errors.ts";
import type { Context } from "../../src/graphql/context.ts";
import { DateTimeScalar } from "../../src/graphql/scalars.ts";

/** What must never be seen by a client. */
export const SECRET = "hunter2";

@Resolver()
export class PlantedResolver {
  @Query(() => String)
  fails(): string {
    throw new Error(`The password is ${SECRET}`);
  }

  @Query(() => String)
  async failsInSql(@Ctx() { session }: Context): Promise<string> {
    const { rows } = await sql<{ one: string }>`select ${SECRET}::uuid::text as one`.execute(session.db);
    return rows[0]?.one ?? "";
  }

  @Query(() => Int)
  doesNotFit(): string {
    return SECRET;
  }

  @Query(() => String)
  isNotFound(): string {
    throw new TerrariumError("NOT_FOUND", "There is none: look elsewhere.");
  }

  @Query(() => String)
  takesInstant(@Arg("at", () => DateTimeScalar) at: string): string {
    return at;
  }

  @Query(() => Float, { nullable: true })
  async lingers(
    @Arg("seconds", () => Float) seconds: number,
    @Arg("times", () => Int, { defaultValue: 1 }) times: number,
    @Ctx() { session }: Context,
  ): Promise<number> {
    for (let i = 0; i < times; i++) await sql`select pg_sleep(${seconds}) as lingering`.execute(session.db);
    return seconds;
  }

  @Query(() => Boolean)
  async gaveUp(@Arg("seconds", () => Float) seconds: number, @Ctx() { session }: Context): Promise<boolean> {
    const answer = await session.within(50, (db) => sql`select pg_sleep(${seconds})`.execute(db));
    return answer === null;
  }

  @Query(() => Boolean)
  async writes(@Ctx() { session }: Context): Promise<boolean> {
    await sql`insert into users (id) values (gen_random_uuid())`.execute(session.db);
    return true;
  }

  @Query(() => [String])
  async settings(@Ctx() { session }: Context): Promise<string[]> {
    const { rows } = await sql<{ setting: string }>`
      select unnest(array[current_user, current_setting('transaction_isolation'), current_setting('transaction_read_only'),
                          current_setting('statement_timeout')]) as setting`.execute(session.db);
    return rows.map(({ setting }) => setting);
  }

  @Subscription(() => String, { subscribe: ticks })
  async tick(@Root() tick: number, @Ctx() context: Context): Promise<string> {
    if (tick === 2) throw new Error(`The password is ${SECRET}`);
    const { rows } = await sql<{ at: string }>`select transaction_timestamp()::text as at`.execute(
      context.session.db,
    );
    const isFresh = context.loader("kept", () => ({ tick })).tick === tick;
    return `${tick} ${isFresh ? "fresh" : "stale"} ${rows[0]?.at}`;
  }

  @Subscription(() => String, { subscribe: floods })
  flood(@Root() number: number): string {
    made.events = number;
    return "x".repeat(64 * 1024);
  }

  @Subscription(() => String, { subscribe: refused })
  refusedTick(): string {
    return "";
  }
}

/** How many events `flood` has made. */
export const made = { events: 0 };

async function* floods(): AsyncGenerator<number> {
  for (let number = 1; number <= 1_000; number++) yield number;
}

async function* ticks(): AsyncGenerator<number> {
  for (let tick = 1; tick <= 3; tick++) {
    yield tick;
    await sleep(10);
  }
}

async function* refused(): AsyncGenerator<number> {
  yield 0;
  throw new Error(`The password is ${SECRET}`);
}
