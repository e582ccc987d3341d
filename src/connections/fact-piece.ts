import { hash as digest } from "node:crypto";
import { ALL_TIME, type Piece } from "../merge/pieces.ts";
import type { Version } from "../merge/version.ts";

/** A fact's one piece, which is for all time. Between equal clocks its content decides: the same everywhere. */
export function factPiece(content: unknown, stamp: Omit<Version, "tie">): Piece<unknown, Version> {
  const text = JSON.stringify(content);
  // A short one stands for itself, and is no hash's: it begins with a quote or a bracket.
  const hash = text.length > 32 ? digest("sha256", text, "hex").slice(0, 32) : text;
  return { ...ALL_TIME, version: { ...stamp, tie: [null, null, hash] }, content };
}
