/** What a browser is shown at `/graphql` on a development start: Apollo Sandbox, which comes from Apollo's servers. */
import { createHash } from "node:crypto";
import type { ApolloServerPlugin } from "@apollo/server";

const sandbox = "https://embeddable-sandbox.cdn.apollographql.com";
const frame = "https://sandbox.embed.apollographql.com";

// The key is not filled in: the frame is another's page.
const script = `
const endpoint = location.origin + location.pathname;
if (window.EmbeddedSandbox) new window.EmbeddedSandbox({
  target: "#sandbox",
  initialEndpoint: endpoint,
  initialSubscriptionEndpoint: endpoint.replace("http", "ws"),
  endpointIsEditable: false,
  runTelemetry: false,
  allowDynamicStyles: false,
  initialState: {
    document: "{ sleeps(first: 1) { nodes { localDate durationAsleepSeconds } } }",
    headers: { authorization: "Bearer <admin key>" },
  },
});
`;

const style = `
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
p { margin: 2em; }
#sandbox, #sandbox iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
#sandbox:empty { display: none; }
`;

// The text stands behind the Sandbox, for whoever has no internet or no JavaScript.
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Apollo Sandbox</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<p>Apollo Sandbox comes from Apollo's servers and needs the internet and JavaScript.
<a href="/explorer">The explorer</a> comes from this gateway and needs no internet.</p>
<div id="sandbox"></div>
<script src="${sandbox}/v2/embeddable-sandbox.umd.production.min.js"></script>
<script>${script}</script>
</body>
</html>
`;

/** Of others' origins only those two of Apollo's that the Sandbox is made of. */
export const LANDING_PAGE_POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(script)} ${sandbox}`,
  `style-src ${hashOf(style)}`,
  "img-src data:",
  "connect-src 'self'",
  `frame-src ${frame}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function landingPage(): ApolloServerPlugin {
  return { serverWillStart: async () => ({ renderLandingPage: async () => ({ html }) }) };
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
