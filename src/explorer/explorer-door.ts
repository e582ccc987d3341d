/** `/explorer`: a page to look around in, with everything it needs from this gateway itself. */
import { randomBytes } from "node:crypto";
import fastifyCompress from "@fastify/compress";
import fastifyStatic from "@fastify/static";
import { getDistDirectory } from "altair-static";
import type { Door } from "../door.ts";
import { explorerPage } from "./explorer-page.ts";
import { isOwnBrowser } from "./own-browser.ts";

export const explorerDoor: Door = async (app, { config }) => {
  // Altair is 8 MB, and not everybody who opens it sits at the same machine.
  await app.register(fastifyCompress, { encodings: ["gzip"] });
  await app.register(fastifyStatic, {
    root: getDistDirectory(),
    prefix: "/explorer/",
    index: false,
    decorateReply: false,
    allowedPath: isAsset,
    setHeaders: (reply) => void reply.header("cache-control", "no-cache"),
  });
  app.get("/", (request, reply) =>
    request.headers.accept?.includes("text/html") ? reply.redirect("/explorer") : reply.callNotFound(),
  );
  app.get("/explorer/", (_request, reply) => reply.redirect("/explorer"));
  app.get("/explorer", async (request, reply) => {
    const nonce = randomBytes(16).toString("base64url");
    const key = !config.production && isOwnBrowser(request.raw) ? config.adminKey : null;
    return reply
      .type("text/html; charset=utf-8")
      .headers({ "content-security-policy": policy(nonce), "cache-control": "no-store" })
      .send(explorerPage({ nonce, key }));
  });
};

// Not Altair's own page, and not the frame in which it would run scripts before and after a request: those need `eval`.
function isAsset(path: string): boolean {
  return !path.endsWith(".html") && !path.startsWith("/iframe-sandbox/");
}

// Strict enough that Altair runs no plugins and no scripts of its users, and nothing that it has to do is missing.
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Some of Altair's small pictures are in its stylesheet.
    "img-src 'self' data:",
    "font-src 'self'",
    // Sockets of the same host are among 'self'.
    "connect-src 'self'",
    "worker-src 'self'",
    // Altair's files are named from /explorer/, and the page's own address is not below that.
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
