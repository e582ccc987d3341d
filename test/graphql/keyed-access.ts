/** Access by any key that begins with `tka_`, each of a viewer of its own: to be several at one gateway. */
import type { Access } from "../../src/access/access.ts";
import { ADMIN } from "../../src/access/viewer.ts";
import { TerrariumError } from "../../src/errors.ts";

export type KeyedAccess = Access & {
  /** How many keys were looked at. */
  looked: number;
};

export function keyedAccess(): KeyedAccess {
  return {
    looked: 0,
    async viewerOf({ authorization }) {
      this.looked++;
      const key = /^Bearer (tka_\w+)$/.exec(authorization ?? "")?.[1];
      if (key === undefined) throw new TerrariumError("UNAUTHENTICATED", "This key is not known.");
      return { ...ADMIN, id: `key:${key}` };
    },
    stands: async () => true,
    watch: () => () => {},
  };
}
