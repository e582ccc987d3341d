import type { Resumable } from "./operation.ts";

export type Page<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** The page in a result, wherever it lies, lists left out; never, where there is none. */
export type PageOf<Result> =
  Result extends Page<unknown>
    ? Result
    : Result extends readonly unknown[]
      ? never
      : Result extends object
        ? { [Field in keyof Result]: PageOf<NonNullable<Result[Field]>> }[keyof Result]
        : never;

export type NodeOf<Result> = PageOf<Result>["nodes"][number];

/** The pages of a list, one after the other; `read` gives the result that begins behind a cursor. */
export async function* pagesOf<Result>(
  read: (after: Resumable) => Promise<Result>,
): AsyncGenerator<PageOf<Result>, void, undefined> {
  let after: Resumable = {};
  for (;;) {
    const page = pageIn(await read(after));
    if (!page) return;
    yield page;
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null || endCursor === after.after) {
      throw new TypeError(
        "There are more rows, and the page does not say behind which cursor: ask for endCursor, and for one row at least.",
      );
    }
    after = { after: endCursor };
  }
}

// None where what holds the page is null, such as a user who is not there.
function pageIn<Result>(result: Result): (PageOf<Result> & Page<unknown>) | undefined {
  const pages = pagesWithin(result);
  if (pages.length > 1) throw new TypeError(`One page was wanted, and the result has ${pages.length}.`);
  return pages[0] as (PageOf<Result> & Page<unknown>) | undefined;
}

function pagesWithin(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if ("nodes" in value && "pageInfo" in value) return [value];
  return Object.values(value).flatMap(pagesWithin);
}
