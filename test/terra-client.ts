/** Plays Terra towards a gateway: signs bodies and sends them. */
import { readFileSync } from "node:fs";
import { signBody } from "../src/terra/signature.ts";

type Target = { url: string; secret: string };

/** Sends a delivery as Terra would; an object is sent as its JSON. */
export function deliver(
  { url, secret }: Target,
  body: string | Buffer | object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const bytes =
    typeof body === "string" || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return fetch(new URL("/webhooks/terra", url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "terra-signature": signBody(bytes, secret, Math.floor(Date.now() / 1000)),
      ...headers,
    },
    body: new Uint8Array(bytes),
  });
}

/** A sample delivery of test/data/terra/samples. Its payload lies on no host of the internet, which tests leave alone. */
export function sampleText(name: string): string {
  const text = readFileSync(new URL(`./data/terra/samples/${name}.json`, import.meta.url), "utf8");
  return text.replace(/("url": *"https:\/\/)[^/"?]+/, "$1localhost");
}
