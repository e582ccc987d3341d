/** Pages: a slice of an ordered list, with a cursor at each row to go on from. */
import "reflect-metadata";
import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import { TerrariumError } from "../errors.ts";

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 10_000;
/** How long counting a list may take before it is given up. */
export const MAX_COUNT_MS = 1_000;

@ObjectType({ description: "Where a page ends, and whether more follows.", simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more rows follow this page." })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's last row, to give as `after`.",
  })
  endCursor!: string | null;
}

export type Edge<Node> = { node: Node; cursor: string };

export type Page<Node> = {
  readonly edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: Readonly<PageInfo>;
  /** Counts when asked; null where counting takes too long. */
  totalCount: () => Promise<number | null>;
};

/** The GraphQL types of a page of something: `DailyPage` and `DailyEdge` for `Daily`. */
export function pageType<Node extends object>(node: ClassType<Node> | object, name: string) {
  const type = node as ClassType<Node>;

  @ObjectType(`${name}Edge`, { description: "A row of a page, and its cursor.", simpleResolvers: true })
  class EdgeType {
    @Field(() => type, { description: "The row." })
    node!: Node;

    @Field(() => String, { description: "Opaque; give it as `after` to go on behind this row." })
    cursor!: string;
  }

  @ObjectType(`${name}Page`, { description: "A slice of an ordered list.", simpleResolvers: true })
  class PageType {
    @Field(() => [EdgeType], { description: "The rows with their cursors." })
    edges!: EdgeType[];

    @Field(() => [type], { description: "The rows alone." })
    nodes!: Node[];

    @Field(() => PageInfo, { description: "Where the page ends." })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: "How many rows the whole list has. Counted only when asked; null if that takes too long.",
    })
    totalCount!: number | null;
  }
  return PageType;
}

/** Makes a page of rows that were read one more than asked for. */
export function pageOf<Node>(
  rows: Node[],
  first: number,
  cursorOf: (row: Node) => string,
  totalCount: () => Promise<number | null>,
): Page<Node> {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  // A cursor costs more than the rest of its row, and few ask for more than the last one's.
  return {
    get edges() {
      return nodes.map((node) => ({ node, cursor: cursorOf(node) }));
    },
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      get endCursor() {
        return last === undefined ? null : cursorOf(last);
      },
    },
    totalCount,
  };
}

/** The page size that was asked for, if it is one; 50 where none was. */
export function pageSize(first: number | null | undefined): number {
  if (first === null || first === undefined) return DEFAULT_PAGE_SIZE;
  if (Number.isInteger(first) && first >= 0 && first <= MAX_PAGE_SIZE) return first;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    `first must be from 0 to ${MAX_PAGE_SIZE}; ${first} came. Read page by page with after.`,
  );
}
