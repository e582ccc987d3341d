/**
 * How much may be on its way in at once, before it is known who sends it: a body is in memory from its first byte on,
 * and whoever sends it slowly keeps it there. Small ones are not counted, so that large ones never keep them out.
 */
export type BodyRoom = {
  /** Says when a body of so many bytes has left again; null where there is no room for it. */
  enter(bytes: number): (() => void) | null;
};

const SMALL_BYTES = 64 * 1024;

/** A body that is larger than all the room goes alone. */
export function openBodyRoom(mostBytes: number): BodyRoom {
  let held = 0;
  return {
    enter: (bytes) => {
      if (bytes <= SMALL_BYTES) return nothing;
      if (held > 0 && held + bytes > mostBytes) return null;
      held += bytes;
      return () => {
        held -= bytes;
      };
    },
  };
}

function nothing(): void {}
