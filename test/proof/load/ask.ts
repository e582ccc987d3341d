import type { Target } from "./target.ts";

/** The data of a GraphQL answer. @throws Error with what was said instead. */
export async function ask<Data>(
  { url, adminKey }: Target,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(`GraphQL answered ${JSON.stringify(errors)}`);
  return data;
}
