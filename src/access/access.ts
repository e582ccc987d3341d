/** Whom a request comes from: what every door asks, by the key, token or ticket that came with it. */
import { createHash, timingSafeEqual } from "node:crypto";
import { TerrariumError } from "../errors.ts";
import type { Ending } from "./ending.ts";
import type { KeyAccess } from "./key-access.ts";
import { ADMIN, type Viewer } from "./viewer.ts";

/** What came with a request. */
export type Credentials = {
  /** The text of its `Authorization` header, or of a socket's `authorization`. */
  authorization?: string | undefined;
  /** What a socket's address had as `ticket`. */
  ticket?: string | undefined;
};

export type Access = {
  /** @throws TerrariumError UNAUTHENTICATED */
  viewerOf(credentials: Credentials): Promise<Viewer>;
  /**
   * Whether the viewer may still ask, by all that is known of keys at this moment: what was committed before a change
   * that the feed has told of is known here. Whoever watches the viewer has been told before this says no.
   */
  stands(viewer: Viewer): Promise<boolean>;
  /** Tells once when the viewer may ask nothing more; the function that it gives ends the watch. */
  watch(viewer: Viewer, end: (ending: Ending) => void): () => void;
};

export type AccessOptions = {
  adminKey: string;
  /** API keys; without them the admin key alone is known. */
  keys?: KeyAccess;
};

export function openAccess({ adminKey, keys }: AccessOptions): Access {
  return {
    async viewerOf({ authorization }) {
      const key = bearerOf(authorization);
      if (key !== null && sameSecret(key, adminKey)) return ADMIN;
      const viewer = key === null ? null : await keys?.viewerOf(key);
      if (viewer) return viewer;
      throw unauthenticated(key);
    },
    stands: async ({ key }) => key === null || keys === undefined || (await keys.stands(key)),
    watch: ({ key }, end) => (key && keys ? keys.watch(key, end) : () => {}),
  };
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
