/** Asks a gateway over HTTP, as any client would. */
type Target = { url: string; adminKey: string };

export type Answer<Data> = {
  status: number;
  data: Data;
  errors?: { message: string; extensions: Record<string, unknown> }[];
};

/** The whole answer, errors and all. */
export async function ask<Data = Record<string, unknown>>(
  { url, adminKey }: Target,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(new URL("/graphql", url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer<Data>, "status">) };
}

/** The data of an answer that has no errors. */
export async function read<Data = Record<string, never>>(
  target: Target,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(target, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
