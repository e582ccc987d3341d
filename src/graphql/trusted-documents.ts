/** Trusted documents: the operations that end users may run, where the settings name any, and how a request names one. */
import { createHash } from "node:crypto";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";

/** The documents by the SHA-256 of their texts, in lower-case hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** How a request says what to run: by a text, by an id, or by the hash of Apollo's clients. */
export type DocumentRequest = {
  query?: string | undefined;
  documentId?: unknown;
  extensions?: Record<string, unknown> | null | undefined;
};

/**
 * The text that a request wants run: empty where it names none. A text that is given is what counts, whatever else is.
 * @throws TerrariumError BAD_USER_INPUT where it is named by a hash and not known, FORBIDDEN where it is not for an end user.
 */
export function documentOf(
  request: DocumentRequest,
  viewer: Viewer,
  trusted: TrustedDocuments | null,
): string {
  const { query } = request;
  if (!query) return namedDocument(nameIn(request), trusted);
  if (viewer.kind !== "USER" || trusted === null || trusted.has(hashOf(query))) return query;
  throw new TerrariumError(
    "FORBIDDEN",
    "End users may run trusted documents only, and this is none: send one of them as it is, or its hash as documentId, " +
      "or have the operator add yours to TERRARIUM_TRUSTED_DOCUMENTS.",
  );
}

/** The hash that trusted documents are known by. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A hash without the name of its algorithm, which may stand before it. */
export function bareHash(hash: string): string {
  return hash.replace(/^sha256:/, "").toLowerCase();
}

function nameIn({ documentId, extensions }: DocumentRequest): unknown {
  if (documentId !== undefined && documentId !== null) return documentId;
  const persisted = extensions?.["persistedQuery"];
  return typeof persisted === "object" && persisted !== null && "sha256Hash" in persisted
    ? persisted.sha256Hash
    : undefined;
}

function namedDocument(name: unknown, trusted: TrustedDocuments | null): string {
  if (name === undefined) return "";
  if (trusted === null)
    throw new TerrariumError(
      "BAD_USER_INPUT",
      "No trusted documents are set up here, so none is known by its hash: send the query itself.",
    );
  const text = typeof name === "string" ? trusted.get(bareHash(name)) : undefined;
  if (text !== undefined) return text;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    "This document is not among the trusted ones, and none is added by asking: check its hash, sha256:<hexadecimal>.",
  );
}
