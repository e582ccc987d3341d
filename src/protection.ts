/** What no answer needs to do in a browser. A page that needs more says so itself, in its own policy. */
import fastifyHelmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

const nothing = ["'none'"];

const protection: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: nothing, baseUri: nothing, formAction: nothing, frameAncestors: nothing },
  },
  xFrameOptions: { action: "deny" },
  strictTransportSecurity: false,
};

// By HTTP a browser passes it over, and the standard forbids it. Whether hosts below ours are to be had by TLS is not
// ours to say.
const overTls: FastifyHelmetOptions = {
  strictTransportSecurity: { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false },
};

/**
 * Gives every answer its headers, those of errors too: call it before anything else is added. The gateway speaks no
 * TLS itself: a proxy that is believed (TRUST_PROXY) says whether the browser does. One that is not believed may be
 * anybody, in production too, and can send the header itself.
 */
export function protect(app: FastifyInstance): void {
  app.register(fastifyHelmet, { ...protection, global: false });
  app.addHook("onRequest", (request, reply, done) => {
    reply.helmet(request.protocol === "https" ? overTls : {});
    done();
  });
}
