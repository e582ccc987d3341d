/** One GraphQL operation at the gateway. */
import { CannotRun } from "./cannot-run.ts";
import type { AskedGateway } from "./find-gateway.ts";

// A page of a thousand large deliveries takes its time.
const PATIENCE_MS = 10 * 60_000;

type Answer = { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };

/** The data of an answer without errors. @throws CannotRun with what the gateway said. */
export async function askGateway<Data>(
  { url, key }: AskedGateway,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw new CannotRun(
      `No gateway answers at ${url} (${reasonOf(cause)}): start it first (npm start), or pass --url.`,
      { cause },
    );
  });
  const { data, errors } = await answerOf(url, response);
  const [error] = errors ?? [];
  if (error?.extensions?.code === "UNAUTHENTICATED")
    throw new CannotRun(`${url} does not know this key: pass an admin's as --key.`);
  if (error) throw new CannotRun(`${url} says: ${error.message}`);
  return data as Data;
}

async function answerOf(url: string, response: Response): Promise<Answer> {
  const answer: unknown = await response.json().catch(() => null);
  if (isAnswer(answer)) return answer;
  throw new CannotRun(
    `${url}/graphql answered ${response.status}, as a gateway does not: pass its own address as --url, such as http://127.0.0.1:4000.`,
  );
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && ("data" in value || "errors" in value);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return "unknown";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return cause.name === "Error" ? cause.message : cause.name;
}
