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

/** The results of an operation of any type, or of what was found wrong with one. */
export async function resultsOfAny(
  prepared: ExecutionArgs | readonly GraphQLError[],
  viewer: Viewer,
  execution: Execution,
): Promise<Results> {
  if (!("document" in prepared)) {
    execution.onRefused(prepared[0]);
    return single(async () => ({ errors: prepared }));
  }
  const operation = getOperationAST(prepared.document, prepared.operationName);
  if (operation?.operation !== "subscription") return resultOf(prepared, viewer, execution);
  const results = await resultsOf(prepared, viewer, execution);
  return Symbol.asyncIterator in results ? results : single(async () => results);
}

/** The one result of a query or a mutation. */
export function resultOf(args: ExecutionArgs, viewer: Viewer, execution: Execution): Results {
  const context = execution.contextOf(viewer);
  const startedAt = performance.now();
  return single(
    async () => {
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
  using held = new DisposableStack();
  try {
    held.defer(execution.quotas.takeSubscription(viewer));
  } catch (error) {
    return refused(error, args, startedAt, execution);
  }
  const opening = execution.contextOf(viewer);
  const stream = await createSourceEventStream({ ...args, contextValue: opening }).finally(() =>
    opening.session.end(),
  );
  const isOpen = Symbol.asyncIterator in stream;
  tell(args, isOpen ? [] : stream.errors, startedAt, execution);
  if (!isOpen) return stream;
  return eachAnswered(stream[Symbol.asyncIterator](), args, viewer, held.move(), execution);
}

// As a stream that fails, since that is told as an error of the operation and not as a result of it.
function refused(error: unknown, args: ExecutionArgs, startedAt: number, execution: Execution): Results {
  tell(args, [error], startedAt, execution);
  return results(
    () => Promise.reject(error),
    async () => {},
  );
}

function eachAnswered(
  events: AsyncIterator<unknown>,
  args: ExecutionArgs,
  viewer: Viewer,
  held: DisposableStack,
  execution: Execution,
): Results {
  let current: Context | undefined;
  execution.onSubscription(1);
  held.defer(() => execution.onSubscription(-1));
  const leave = async () => {
    held.dispose();
    await Promise.all([events.return?.(), current?.session.cancel()]);
  };
  // Whoever reads a stream to its end, or to its error, does not leave it.
  return results(async () => {
    try {
      const event = await events.next();
      if (!event.done && (await execution.access.stands(viewer))) {
        current = execution.contextOf(viewer);
        return await answer({ ...args, rootValue: event.value }, current);
      }
    } catch (error) {
      await leave();
      throw error;
    }
    await leave();
    return undefined;
  }, leave);
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
  errors: readonly unknown[] = [],
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

function single(give: () => Promise<ExecutionResult>, leave = async () => {}): Results {
  let isGiven = false;
  return results(async () => {
    if (isGiven) return undefined;
    isGiven = true;
    return await give();
  }, leave);
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
