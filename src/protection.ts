/** What no answer needs to do in a browser. A page that needs more says so itself, in its own policy. */
import type { OutgoingHttpHeaders } from "node:http";
import fastifyHelmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import { type FastifyInstance, fastify } from "fastify";

const nothing = ["'none'"];

const protection: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: nothing, baseUri: nothing, formAction: nothing, frameAncestors: nothing },
  },
  xFrameOptions: { action: "deny" },
  strictTransportSecurity: false,
};

// Without TLS a browser passes it over, and the standard forbids it. Whether the hosts below ours are to be had by TLS
// is not ours to say.
const overTls: FastifyHelmetOptions = {
  ...protection,
  strictTransportSecurity: { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false },
};

/**
 * Gives every answer its headers, those of errors too: call it before anything else is added. The gateway speaks no
 * TLS itself: a proxy that is believed (TRUST_PROXY) says whether the browser does. One that is not believed may be
 * anybody, in production too, and can send the header itself.
 */
export function protect(app: FastifyInstance): void {
  const headers: Record<string, OutgoingHttpHeaders> = {};
  app.addHook("onReady", async () => {
    headers["http"] = await headersOf(protection);
    headers["https"] = await headersOf(overTls);
  });
  app.addHook("onRequest", ({ protocol }, reply, done) => {
    reply.headers(headers[protocol === "https" ? "https" : "http"] ?? {});
    done();
  });
}

// Helmet puts them together anew for every answer, which costs a small delivery a twentieth of its time: so it is asked
// once, in an app of its own.
async function headersOf(options: FastifyHelmetOptions): Promise<OutgoingHttpHeaders> {
  await using app = fastify();
  await app.register(fastifyHelmet, options);
  let headers: OutgoingHttpHeaders = {};
  app.get("/", async (_request, reply) => {
    headers = reply.raw.getHeaders();
  });
  await app.inject("/");
  return { ...headers };
}
