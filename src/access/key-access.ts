/** Access by API keys: whoever comes with one, and for how long. */
import type { ApiKey } from "./api-key.ts";
import type { Ending } from "./ending.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Viewer } from "./viewer.ts";
import { endingOfKey, requireStanding, viewerOfKey } from "./viewer-of-key.ts";

export type KeyAccess = {
  /** Null where no key has this text. @throws TerrariumError UNAUTHENTICATED where it stands no more. */
  viewerOf(text: string): Promise<Viewer | null>;
  /** The same by the key itself; null where it is not as it was in that version. */
  viewerOfId(key: NonNullable<Viewer["key"]>): Promise<Viewer | null>;
  stands(key: NonNullable<Viewer["key"]>): Promise<boolean>;
  watch(key: NonNullable<Viewer["key"]>, end: (ending: Ending) => void): () => void;
};

export function openKeyAccess(ring: KeyRing, names: Uint8Array): KeyAccess {
  // The ring gives the same key until it has changed.
  const viewers = new WeakMap<ApiKey, Viewer>();
  const viewerOf = (key: ApiKey) => {
    const viewer = viewers.get(key) ?? viewerOfKey(key, names);
    viewers.set(key, viewer);
    return viewer;
  };
  return {
    async viewerOf(text) {
      const key = await ring.find(text);
      if (key === null) return null;
      requireStanding(key, Date.now());
      ring.used(key.id);
      return viewerOf(key);
    },
    async viewerOfId({ id, version }) {
      if (!(await ring.stands(id, version))) return null;
      const key = await ring.get(id);
      return key?.version === version ? viewerOf(key) : null;
    },
    async stands({ id, version }) {
      const stands = await ring.stands(id, version);
      if (stands) ring.used(id);
      return stands;
    },
    watch: ({ id, version }, end) => ring.watch(id, version, (why) => end(endingOfKey(why))),
  };
}
