/**
 * As fast as Node gets these answers out of these tables: node:http, one prepared flat statement for each question,
 * rows as texts that nothing parses, the JSON put together as a string. It knows the two questions and nothing else.
 */
import type { IncomingMessage } from "node:http";
import pg from "pg";
import { serveParent } from "../machine/child.ts";
import { serveKeyed } from "./keyed-server.ts";
import { answerWriter, statementOf } from "./limit-answers.ts";
import type { Question } from "./questions.ts";
import type { ReaderOptions } from "./reader.ts";

type Asked = { question: Question; variables: { people: string | string[] } };

const statements: Record<Question, string> = { A: statementOf("A"), B: statementOf("B") };
const writers = { A: answerWriter("A"), B: answerWriter("B") };
const types = { getTypeParser: () => (text: string) => text };

serveParent<ReaderOptions, number>(async ({ url, key, poolSize }) => {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  return await serveKeyed(key, async (request, response) => {
    const body = Buffer.from(await answer(pool, JSON.parse(await bodyOf(request))));
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  });
});

async function answer(pool: pg.Pool, { question, variables }: Asked): Promise<string> {
  const { rows } = await pool.query<(string | null)[]>({
    name: question,
    text: statements[question],
    values: [variables.people],
    rowMode: "array",
    types,
  });
  return writers[question](rows);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
