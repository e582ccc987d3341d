/** What the texts of settings may be, and what they become. */
import { isIP } from "node:net";
import { z } from "zod";

export function wholeNumber(least: number, most: number): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

export function wholeNumberOrNone(least: number, most: number): z.ZodType<number | null, string | undefined> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .optional()
    .transform((value) => value ?? null);
}

export function list(): z.ZodType<string[], string | undefined> {
  return z
    .string()
    .optional()
    .transform((text) => text?.split(",").map((part) => part.trim()) ?? [])
    .pipe(z.array(z.string().regex(/^\S+$/)));
}

// An origin as a browser sends it, since the two are compared as texts. Apps in a shell have schemes of their own.
export function origins(): z.ZodType<string[], string | undefined> {
  return list().refine((given) =>
    given.every((origin) => (origin === "*" ? given.length === 1 : isOrigin(origin))),
  );
}

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\\]+$/.test(text) || !URL.canParse(text)) return false;
  if (/^https?:/.test(text)) return new URL(text).origin === text;
  return !/^(wss?|ftp|file):/.test(text);
}

export function postgresUrl(): z.ZodType<string | null, string | undefined> {
  return z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .refine((text) => URL.canParse(text))
    .optional()
    .transform(orNull);
}

// Keys that come over an open wire could be anybody's.
export function keysUrl(): z.ZodType<string | null, string | undefined> {
  return z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      if (url === null || url.username !== "" || url.password !== "") return false;
      return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
    })
    .optional()
    .transform(orNull);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

// As a secret it would be known to everybody.
export function isPublicKey(text: string): boolean {
  return text.startsWith("-----BEGIN") || text.startsWith("ssh-") || /"kty"\s*:/.test(text);
}

export function orNull(text: string | undefined): string | null {
  return text ?? null;
}

export function trustedProxies(text: string): boolean | number | string[] | null {
  if (/^(off|false|no|0)$/i.test(text)) return false;
  if (/^(on|true|yes)$/i.test(text)) return true;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const parts = text.split(",").map((part) => part.trim());
  return parts.every(isNetwork) ? parts : null;
}

function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
