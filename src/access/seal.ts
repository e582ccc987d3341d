/**
 * Texts that only we can read and only we can have written: ids and cursors that say nothing to whoever holds them.
 * The same text is sealed alike every time, so that a pseudonym stays. (Encryption with a synthetic IV, as RFC 5297 has
 * it: the IV is a MAC of the text, and is checked when the text is opened.)
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from "node:crypto";

export type Seal = {
  close(text: string): string;
  /** Null where the text was not closed by this very seal. */
  open(sealed: string): string | null;
  /** A short name for a text, of one length, which nobody reads back. */
  nameOf(text: string): string;
};

const IV_BYTES = 16;
/** Lengths would tell what is sealed. */
const PADDED_TO = 32;
const NAME_BYTES = 15;

/** A seal of its own for each purpose, of one secret. */
export function createSeal(secret: Uint8Array, purpose: string): Seal {
  // Its hash, since a purpose may name a person, by a text of any length, and HKDF takes a short one.
  const info = createHash("sha256").update(purpose).digest();
  const keys = Buffer.from(hkdfSync("sha256", secret, "terrarium", info, 96));
  const [ivKey, cipherKey, nameKey] = [keys.subarray(0, 32), keys.subarray(32, 64), keys.subarray(64)];
  const ivOf = (plain: Uint8Array) =>
    createHmac("sha256", ivKey).update(plain).digest().subarray(0, IV_BYTES);
  return {
    close(text) {
      const plain = padded(text);
      const iv = ivOf(plain);
      const cipher = createCipheriv("aes-256-ctr", cipherKey, iv);
      return Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length <= IV_BYTES || bytes.toString("base64url") !== sealed) return null;
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv("aes-256-ctr", cipherKey, iv);
      const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]);
      return timingSafeEqual(ivOf(plain), iv) ? unpadded(plain) : null;
    },
    nameOf: (text) =>
      createHmac("sha256", nameKey).update(text).digest().subarray(0, NAME_BYTES).toString("base64url"),
  };
}

// No text that is sealed ends with a zero.
function padded(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc((PADDED_TO - (bytes.length % PADDED_TO)) % PADDED_TO)]);
}

function unpadded(plain: Buffer): string {
  let end = plain.length;
  while (end > 0 && plain[end - 1] === 0) end--;
  return plain.toString("utf8", 0, end);
}
