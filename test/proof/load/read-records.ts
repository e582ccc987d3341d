/** What a gateway shows of the story's records, over GraphQL. */
import { ask } from "./ask.ts";
import type { Target } from "./target.ts";

export type ShownRecord = {
  id: string;
  revision: number;
  /** As the story names it. */
  record: string;
  value: number | null;
  /** The first heart rate, where it has any. */
  firstBpm: number | null;
};

type Node = {
  id: string;
  revision: number;
  localDate: string;
  value: number | null;
  user: { referenceId: string };
  series?: { columns: { numbers: number[] | null }[] }[];
};
type Read = {
  list: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
};

const lists = {
  DAILY: { list: "dailies", fields: "value: steps" },
  SLEEP: {
    list: "sleeps",
    fields: "value: durationAsleepSeconds series(names: [HEART_RATE]) { columns { numbers } }",
  },
};

export async function readRecords(target: Target): Promise<ShownRecord[]> {
  const shown: ShownRecord[] = [];
  for (const type of ["DAILY", "SLEEP"] as const) {
    for await (const node of nodesOf(target, lists[type])) {
      const { id, revision, value, localDate, user, series } = node;
      const numbers = series?.[0]?.columns.find(({ numbers }) => numbers !== null)?.numbers;
      const record = `${type} ${user.referenceId} ${localDate}`;
      shown.push({ id, revision, record, value, firstBpm: numbers?.[0] ?? null });
    }
  }
  return shown;
}

async function* nodesOf(target: Target, { list, fields }: (typeof lists)["DAILY"]): AsyncGenerator<Node> {
  const query = `query ($after: String) {
    list: ${list}(first: 200, after: $after) {
      nodes { id revision localDate user { referenceId } ${fields} }
      pageInfo { hasNextPage endCursor }
    }
  }`;
  let after: string | null = null;
  do {
    const { list: page }: Read = await ask<Read>(target, query, { after });
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
