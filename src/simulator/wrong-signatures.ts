/** Ways in which a signature can be wrong: a gateway refuses each of them. */
import { signBody } from "../terra/signature.ts";
import { nowSeconds } from "./post.ts";

/** Makes the headers that a body is sent with in place of a right signature. */
export type Signing = (body: Buffer, secret: string) => Record<string, string>;

export const WRONG_SIGNATURES = {
  "no signature at all": () => ({}),
  "an empty signature": signed(() => ""),
  "a v1 of zeros": signed(() => `t=${nowSeconds()},v1=${"0".repeat(64)}`),
  "the signature of another secret": signed((body, secret) => signBody(body, `not-${secret}`, nowSeconds())),
  "the signature of an empty secret": signed((body) => signBody(body, "", nowSeconds())),
  "the signature of other bytes": signed((body, secret) => signBody(`${body} `, secret, nowSeconds())),
  "a right v1 under another t": signed((body, secret) =>
    signBody(body, secret, nowSeconds()).replace(/^t=\d+/, `t=${nowSeconds() - 1}`),
  ),
  "a right v1 without its t": signed((body, secret) =>
    signBody(body, secret, nowSeconds()).replace(/^t=\d+,/, ""),
  ),
  "a v1 that is cut short": signed((body, secret) => signBody(body, secret, nowSeconds()).slice(0, -2)),
  "a right digest as v0 alone": signed((body, secret) =>
    signBody(body, secret, nowSeconds()).replace("v1=", "v0="),
  ),
  "words that are no signature": signed(() => "Bearer of good news"),
} satisfies Record<string, Signing>;

export type WrongSignature = keyof typeof WRONG_SIGNATURES;

function signed(write: (body: Buffer, secret: string) => string): Signing {
  return (body, secret) => ({ "terra-signature": write(body, secret) });
}
