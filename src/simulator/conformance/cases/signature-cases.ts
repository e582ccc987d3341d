import { signBody } from "../../../terra/signature.ts";
import { nowSeconds } from "../../post.ts";
import { type Signing, WRONG_SIGNATURES } from "../../wrong-signatures.ts";
import { daily, ODD_BYTES } from "../bodies.ts";
import { type Case, caseOf } from "../case.ts";
import { ends, shows } from "../questions.ts";

const body = daily(5);
const v1 = (bytes: Buffer, secret: string) => signBody(bytes, secret, nowSeconds()).split(",v1=")[1] ?? "";
const zeros = "0".repeat(64);

/** Right signatures, in the forms in which Terra sends them. */
const RIGHT: Record<string, Signing> = {
  "in terra-signature": (bytes, secret) => ({ "terra-signature": signBody(bytes, secret, nowSeconds()) }),
  "in X-Terra-Signature": (bytes, secret) => ({ "x-terra-signature": signBody(bytes, secret, nowSeconds()) }),
  "in both headers": (bytes, secret) => {
    const signature = signBody(bytes, secret, nowSeconds());
    return { "terra-signature": signature, "x-terra-signature": signature };
  },
  "as the second of two v1, as while a secret is changed": (bytes, secret) => ({
    "terra-signature": `t=${nowSeconds()},v1=${zeros},v1=${v1(bytes, secret)}`,
  }),
  "as the first of two v1": (bytes, secret) => ({
    "terra-signature": `t=${nowSeconds()},v1=${v1(bytes, secret)},v1=${zeros}`,
  }),
  "beside schemes that nobody knows": (bytes, secret) => ({
    "terra-signature": `${signBody(bytes, secret, nowSeconds())},v0=${zeros},v2=later`,
  }),
  "with a t in milliseconds, as some of Terra's documents say": (bytes, secret) => ({
    "terra-signature": signBody(bytes, secret, Date.now()),
  }),
};

const aged =
  (seconds: number): Signing =>
  (bytes, secret) => ({
    "terra-signature": signBody(bytes, secret, nowSeconds() + seconds),
  });

const isFlagged = {
  state: "APPLIED",
  notes: (notes: unknown) => Array.isArray(notes) && notes.some((note) => /signature/i.test(String(note))),
};

export const SIGNATURE_CASES: readonly Case[] = [
  ...Object.entries(WRONG_SIGNATURES).map(([what, signing]) =>
    caseOf(11, `refuses ${what}, and keeps nothing of it`, {
      deliveries: [{ body, signing, answer: 401 }],
    }),
  ),
  caseOf(11, "what was refused is neither shown nor applied, and the same with a right signature is", {
    deliveries: [
      { body: daily(6), signing: WRONG_SIGNATURES["a v1 of zeros"], answer: 401 },
      { body, headers: { "x-terra-trace-id": "%-right" } },
    ],
    asked: [ends(0, "state", null), shows("dailies", "steps revision", [{ steps: 5, revision: 1 }])],
  }),
  ...Object.entries(RIGHT).map(([how, signing]) =>
    caseOf(11, `takes a right signature ${how}`, { deliveries: [{ body, signing }] }),
  ),
  caseOf(11, "checks the bytes as they came, however they are written", {
    deliveries: [{ body: ODD_BYTES }],
  }),
  caseOf(11, "takes a right signature of a day ago and flags it", {
    deliveries: [{ body, signing: aged(-86_400) }],
    asked: [ends(0, "state notes", isFlagged), shows("dailies", "steps", [{ steps: 5 }])],
  }),
  caseOf(11, "takes a right signature of an hour to come and flags it", {
    deliveries: [{ body, signing: aged(3_600) }],
    asked: ends(0, "state notes", isFlagged),
  }),
  caseOf(11, "flags no signature of two minutes ago", {
    deliveries: [{ body, signing: aged(-120) }],
    asked: ends(0, "state notes", { state: "APPLIED", notes: [] }),
  }),
];
