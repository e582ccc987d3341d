import { parseWithExactIds } from "./exact-ids.ts";

/**
 * Reads a body as JSON. Python writes NaN, Infinity and -Infinity where a number is none; a body that is JSON
 * but for them is read with null in their place.
 * @throws SyntaxError of the body as it came, when it is not JSON either way
 */
export function parseTerraJson(body: Uint8Array): unknown {
  // A TextDecoder drops a leading byte order mark.
  const text = new TextDecoder().decode(body);
  try {
    return parseWithExactIds(text);
  } catch (error) {
    try {
      return parseWithExactIds(withoutNonNumbers(text));
    } catch {
      throw error;
    }
  }
}

// Walks from string to string, since the tokens mean themselves inside one. No regular expression over whole
// strings: on bodies of megabytes it would run out of stack, or go over an unclosed string again and again.
function withoutNonNumbers(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    const close = open < 0 ? text.length : afterString(text, open);
    pieces.push(nulled(text.slice(at, open < 0 ? close : open)));
    if (open >= 0) pieces.push(text.slice(open, close));
    at = close;
  }
  return pieces.join("");
}

function afterString(text: string, open: number): number {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function nulled(outside: string): string {
  return outside.replace(/-?\bInfinity\b|\bNaN\b/g, "null");
}
