/** The text of an API key, which whoever holds the key sends. */
import { createHash, randomBytes } from "node:crypto";

const BEGINNING = "trk_";
const RANDOM_BYTES = 32;
const PREFIX_LENGTH = 12;
const wellFormed = new RegExp(`^${BEGINNING}[A-Za-z0-9_-]{43}$`);

export function makeKeyText(): string {
  return BEGINNING + randomBytes(RANDOM_BYTES).toString("base64url");
}

/** Whether a text could be a key's. Nothing is looked up for others. */
export function isKeyText(text: string): boolean {
  return wellFormed.test(text);
}

/** What is kept of a key. Its text is random, so that nobody finds it by trying and a fast hash will do. */
export function hashOfKey(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** What a key is recognised by, by people. */
export function prefixOfKey(text: string): string {
  return text.slice(0, PREFIX_LENGTH);
}
