/** Who asks, and what they may see. Made by `Access` from what came with a request; everything else only reads it. */
import type { RecordType } from "../records/health-record.ts";
import type { Seal } from "./seal.ts";

export const Scope = { ADMIN: "ADMIN", OPERATE: "OPERATE", READ: "READ", ANALYSE: "ANALYSE" } as const;
export type Scope = keyof typeof Scope;

export const ViewerKind = {
  ADMIN: "ADMIN",
  OPERATOR: "OPERATOR",
  READER: "READER",
  ANALYST: "ANALYST",
  USER: "USER",
} as const;
export type ViewerKind = keyof typeof ViewerKind;

/** What a metric can give away beside the measurement, and what an analyst sees of it only where it was granted. */
export const PrivacyClass = { IDENTITY: "IDENTITY", PLACE: "PLACE", DEVICE: "DEVICE" } as const;
export type PrivacyClass = keyof typeof PrivacyClass;

/** Whose data, by whom measured, of which kinds: all hold. A null narrows nothing. */
export type Reach = {
  /** Users by our keys, and by the app's own; a person is one of them or of the other. */
  people: { userIds: readonly string[]; referenceIds: readonly string[] } | null;
  providers: readonly string[] | null;
  recordTypes: readonly RecordType[] | null;
};

/** Under which an analyst sees everybody by pseudonyms. */
export type Study = {
  name: string;
  /** Makes this study's pseudonyms, and reads them. */
  seal: Seal;
  /** What its analysts see as it is. */
  grants: readonly PrivacyClass[];
};

export type Viewer = {
  kind: ViewerKind;
  /** Who it is, for counting what they do: the same for all requests of one key, or of one person. */
  id: string;
  /** Of an API key, as whoever made it named it. */
  name: string | null;
  /** Of an API key. An end user has none, and reads what is theirs. */
  scopes: readonly Scope[];
  reach: Reach;
  /** Null: sees people as they are. */
  study: Study | null;
  /** Closes cursors, so that they are of use to this person or study alone. Null: they are written as they are. */
  cursorSeal: Seal | null;
  /** From when on nothing may be asked, in milliseconds of the epoch; null: for ever. */
  expiresAt: number | null;
  /** The API key as it was when it was read: a change counts its version up. Null of the settings' admin and of users. */
  key: { id: string; version: number } | null;
};

export const EVERYTHING: Reach = { people: null, providers: null, recordTypes: null };

/** Whoever holds the admin key of the settings. */
export const ADMIN: Viewer = {
  kind: ViewerKind.ADMIN,
  id: "admin",
  name: null,
  scopes: [Scope.ADMIN],
  reach: EVERYTHING,
  study: null,
  cursorSeal: null,
  expiresAt: null,
  key: null,
};
