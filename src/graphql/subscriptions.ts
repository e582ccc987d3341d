/**
 * Operations as streams of results, for transports that send more than one. Each event of a subscription is answered
 * with a context of its own, so that its loaders are fresh and its session ends with it.
 */
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  getOperationAST,
} from "graphql";
import type { Viewer } from "../access/viewer.ts";
import type { Context } from "./context.ts";
import type { Execution } from "./execution.ts";

/** A stream that a transport can leave at any time: `return` ends what is running. */
export type Results = AsyncIterableIterator<ExecutionResult, undefined>;

/** The one result of a query or a mutation. */
export function resultOf(args: ExecutionArgs, viewer: Viewer, execution: Execution): Results {
  const context = execution.contextOf(viewer);
  const startedAt = performance.now();
  let isAnswered = false;
  return results(
    async () => {
      if (isAnswered) return undefined;
      isAnswered = true;
      const result = await answer(args, context);
      tell(args, result.errors, startedAt, execution);
      return result;
    },
    () => context.session.cancel(),
  );
}

/** A result for each event, or the one that says why there are none. */
export async function resultsOf(
  args: ExecutionArgs,
  viewer: Viewer,
  execution: Execution,
): Promise<Results | ExecutionResult> {
  const startedAt = performance.now();
  const opening = execution.contextOf(viewer);
  const stream = await createSourceEventStream({ ...args, contextValue: opening }).finally(() =>
    opening.session.end(),
  );
  const isOpen = Symbol.asyncIterator in stream;
  tell(args, isOpen ? [] : stream.errors, startedAt, execution);
  return isOpen ? eachAnswered(stream[Symbol.asyncIterator](), args, viewer, execution) : stream;
}

function eachAnswered(
  events: AsyncIterator<unknown>,
  args: ExecutionArgs,
  viewer: Viewer,
  execution: Execution,
): Results {
  let current: Context | undefined;
  execution.onSubscription(1);
  const end = once(() => execution.onSubscription(-1));
  return results(
    async () => {
      const event = await nextOf(events, end);
      if (event.done || !(await execution.access.stands(viewer))) return undefined;
      current = execution.contextOf(viewer);
      return await answer({ ...args, rootValue: event.value }, current);
    },
    async () => {
      end();
      await Promise.all([events.return?.(), current?.session.cancel()]);
    },
  );
}

async function nextOf(events: AsyncIterator<unknown>, end: () => void): Promise<IteratorResult<unknown>> {
  try {
    const event = await events.next();
    if (event.done) end();
    return event;
  } catch (error) {
    end();
    throw error;
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

async function answer(args: ExecutionArgs, context: Context): Promise<ExecutionResult> {
  try {
    return await execute({ ...args, contextValue: context });
  } finally {
    void context.session.end();
  }
}

function tell(
  { document, operationName }: ExecutionArgs,
  errors: readonly GraphQLError[] = [],
  startedAt: number,
  execution: Execution,
): void {
  const operation = getOperationAST(document, operationName);
  execution.onOperation({
    name: operation?.name?.value ?? null,
    type: operation?.operation ?? null,
    outcome: errors[0] ? execution.codeOf(errors[0]) : "OK",
    seconds: (performance.now() - startedAt) / 1000,
  });
}

// Not an async generator: the `return` of one waits until its `next` is done, which may be for ever.
function results(next: () => Promise<ExecutionResult | undefined>, leave: () => Promise<void>): Results {
  let isLeft = false;
  return {
    async next() {
      const value = isLeft ? undefined : await next();
      return value === undefined || isLeft ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      isLeft = true;
      await leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
