/** Whom a request comes from: what every door asks, by the key, token or ticket that came with it. */
import { createHash, timingSafeEqual } from "node:crypto";
import { TerrariumError } from "../errors.ts";
import type { Ending } from "./ending.ts";
import { openExpiry } from "./expiry.ts";
import type { Grounds } from "./grounds.ts";
import type { KeyAccess } from "./key-access.ts";
import type { Tickets } from "./tickets.ts";
import { looksLikeToken, type Tokens } from "./tokens.ts";
import { ADMIN, type Viewer } from "./viewer.ts";
import { viewerOfToken } from "./viewer-of-token.ts";

/** What came with a request. */
export type Credentials = {
  /** The text of its `Authorization` header, or of a socket's `authorization`. */
  authorization?: string | undefined;
  /** What the address of a socket or of an event stream had as `ticket`. */
  ticket?: string | undefined;
};

export type Access = {
  /** @throws TerrariumError UNAUTHENTICATED, or CANNOT_VERIFY_NOW */
  viewerOf(credentials: Credentials): Promise<Viewer>;
  /**
   * Whether the viewer may still ask, by all that became of keys before this was asked. Whoever watches the viewer has
   * been told before this says no.
   */
  stands(viewer: Viewer): Promise<boolean>;
  /** Tells once when the viewer may ask nothing more; the function that it gives ends the watch. */
  watch(viewer: Viewer, end: (ending: Ending) => void): () => void;
};

export type AccessOptions = {
  adminKey: string;
  /** Null: the admin key alone is known. */
  keys: KeyAccess | null;
  /** Null: end users have none here. */
  tokens: Tokens | null;
  tickets: Tickets;
  /** Of what is sealed for one person alone. */
  nameSecret: Uint8Array;
};

export function openAccess(options: AccessOptions): Access {
  const { keys, tickets } = options;
  const expiry = openExpiry();
  return {
    async viewerOf({ authorization, ticket }) {
      // A client that connects again does so by the same address.
      if (authorization === undefined && ticket !== undefined)
        return await viewerOn(await spent(ticket, tickets), options);
      const key = bearerOf(authorization);
      const viewer = key === null ? null : await viewerOfBearer(key, options);
      if (viewer) return viewer;
      throw unauthenticated(key);
    },
    stands: async (viewer) => (viewer.key && keys ? await keys.stands(viewer.key) : expiry.stands(viewer)),
    watch: (viewer, end) => (viewer.key && keys ? keys.watch(viewer.key, end) : expiry.watch(viewer, end)),
  };
}

async function viewerOfBearer(
  bearer: string,
  { adminKey, keys, tokens, nameSecret }: AccessOptions,
): Promise<Viewer | null> {
  if (sameSecret(bearer, adminKey)) return ADMIN;
  if (tokens !== null && looksLikeToken(bearer))
    return viewerOfToken(await tokens.verify(bearer), nameSecret);
  return (await keys?.viewerOf(bearer)) ?? null;
}

async function spent(ticket: string, tickets: Tickets): Promise<Grounds> {
  const grounds = await tickets.spend(ticket);
  if (grounds !== null) return grounds;
  throw new TerrariumError(
    "UNAUTHENTICATED",
    "This ticket is used, too old or none: ask createTicket for another.",
  );
}

async function viewerOn(grounds: Grounds, { keys, nameSecret }: AccessOptions): Promise<Viewer> {
  if (grounds.by === "admin") return ADMIN;
  if (grounds.by === "token") return viewerOfToken(grounds, nameSecret);
  const viewer = await keys?.viewerOfId(grounds);
  if (viewer) return viewer;
  throw new TerrariumError(
    "UNAUTHENTICATED",
    "The key of this ticket is no more what it was: ask for another ticket.",
  );
}

function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? null;
}

function unauthenticated(key: string | null): TerrariumError {
  return new TerrariumError(
    "UNAUTHENTICATED",
    key === null
      ? "A key is needed: send the header `Authorization: Bearer <key>` (over WebSocket, `authorization` in connection_init)."
      : "This key is not known: check it, or ask the operator for another.",
  );
}

// Hashes have equal lengths, so that the comparison takes the same time whatever the key.
function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
