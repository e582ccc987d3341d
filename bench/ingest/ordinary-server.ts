/**
 * The ordinary handler, as a good developer writes it in an afternoon: Fastify, the signature checked over the raw
 * bytes, a pool of ten, prepared statements. A process of its own.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import Fastify from "fastify";
import pg from "pg";
import { serveParent } from "../machine/child.ts";
import { doSameWork } from "./same-work.ts";

export type OrdinaryQuestion = {
  kind: "ordinary-same-work" | "ordinary-insert-only";
  url: string;
  secret: string;
};

serveParent<OrdinaryQuestion, number>(async ({ kind, url, secret }) => {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const app = Fastify({ bodyLimit: 32 * 1024 * 1024 });
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Body: Buffer }>("/webhooks/terra", async ({ headers, body }, reply) => {
    if (!isSigned(headers["terra-signature"], body, secret))
      return reply.code(401).send({ error: "signature" });
    if (kind === "ordinary-same-work") await doSameWork(pool, headers, body.toString());
    else await insertOnly(pool, body.toString());
    return { status: "stored" };
  });
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
});

async function insertOnly(pool: pg.Pool, text: string): Promise<void> {
  await pool.query({ name: "insert", text: "insert into deliveries (body) values ($1)", values: [text] });
}

function isSigned(header: string | string[] | undefined, body: Buffer, secret: string): boolean {
  const [, time = "", hex = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(header)) ?? [];
  const wanted = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return hex !== "" && timingSafeEqual(Buffer.from(hex, "hex"), wanted);
}
