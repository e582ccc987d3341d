/** When viewers' time is over, and who is told of it. */
import { alarm } from "./alarm.ts";
import type { Ending } from "./ending.ts";
import type { Viewer } from "./viewer.ts";

const EXPIRED: Ending = {
  closeCode: 4411,
  message: "This token has expired: connect again with a new one.",
};

export type Expiry = {
  /** Whoever watches the viewer has been told before this says no. */
  stands(viewer: Viewer): boolean;
  /** Tells once; the function that it gives ends the watch. */
  watch(viewer: Viewer, end: (ending: Ending) => void): () => void;
};

export function openExpiry(): Expiry {
  const watches = new Map<Viewer, Set<() => void>>();
  return {
    stands(viewer) {
      if (!isOver(viewer)) return true;
      // A timer may be late.
      for (const tell of [...(watches.get(viewer) ?? [])]) tell();
      return false;
    },
    watch(viewer, end) {
      const { expiresAt } = viewer;
      if (expiresAt === null) return () => {};
      if (isOver(viewer)) {
        end(EXPIRED);
        return () => {};
      }
      const watching = watches.get(viewer) ?? new Set();
      watches.set(viewer, watching);
      const leave = () => {
        silence();
        watching.delete(tell);
        if (watching.size === 0) watches.delete(viewer);
      };
      const tell = () => {
        leave();
        end(EXPIRED);
      };
      const silence = alarm(expiresAt, tell);
      watching.add(tell);
      return leave;
    },
  };
}

function isOver({ expiresAt }: Viewer): boolean {
  return expiresAt !== null && Date.now() >= expiresAt;
}
