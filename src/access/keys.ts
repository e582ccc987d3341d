/** API keys, as admins handle them. */
import type { AgePlace } from "../graphql/age-place.ts";
import type { ApiKey } from "./api-key.ts";
import type { KeyChanges, NewKey } from "./save-keys.ts";

export type Keys = {
  /** The newest first. */
  page(after: AgePlace | null, limit: number): Promise<ApiKey[]>;
  count(): Promise<number>;
  find(id: string): Promise<ApiKey | null>;
  /** The one time that the key's text is known. */
  create(key: NewKey): Promise<{ key: string; apiKey: ApiKey }>;
  /** Null where there is no such key; so does `revoke`. */
  update(id: string, changes: KeyChanges): Promise<ApiKey | null>;
  revoke(id: string): Promise<ApiKey | null>;
};
