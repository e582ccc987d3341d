/** What a key may be: what admins give is held to this before it is kept. */
import { TerrariumError } from "../errors.ts";
import { readId } from "../graphql/ids.ts";
import { isText } from "../text.ts";
import { isUuid } from "../uuid.ts";
import {
  type CreateApiKeyArgs,
  type KeyArgs,
  MAX_NAME_LENGTH,
  MAX_NARROWED,
  type UpdateApiKeyArgs,
} from "./keys-args.ts";
import type { KeyChanges, NewKey } from "./save-keys.ts";
import type { Scope, Viewer } from "./viewer.ts";

/** @throws TerrariumError BAD_USER_INPUT with what is wrong. */
export function newKeyOf(viewer: Viewer, given: CreateApiKeyArgs, now: number): NewKey {
  const scopes = [...new Set(given.scopes)];
  checkScopes(scopes, given.study ?? null);
  const nothing = { expiresAt: null, referenceIds: null, userIds: null, providers: null, recordTypes: null };
  return {
    ...nothing,
    grants: [],
    ...givenParts(viewer, given, scopes, now),
    name: nameOf("name", given.name),
    scopes,
    study: given.study == null ? null : nameOf("study", given.study),
  };
}

/**
 * What is to be changed of a key with these scopes: what is absent stays, null takes a narrowing or an expiry away.
 * @throws TerrariumError BAD_USER_INPUT with what is wrong.
 */
export function keyChangesOf(
  viewer: Viewer,
  given: UpdateApiKeyArgs,
  scopes: readonly Scope[],
  now: number,
): KeyChanges {
  if (given.name === null) throw wrong("name cannot be taken away: give another, or leave it out.");
  return {
    ...(given.name !== undefined && { name: nameOf("name", given.name) }),
    ...givenParts(viewer, given, scopes, now),
  };
}

function checkScopes(scopes: readonly Scope[], study: string | null): void {
  const analyses = scopes.includes("ANALYSE");
  if (scopes.length === 0) throw wrong("scopes wants one at least; none came.");
  if (analyses && scopes.length > 1)
    throw wrong(`ANALYSE stands alone; ${scopes.join(", ")} came. Make a key for each.`);
  if (analyses && study === null)
    throw wrong("A key with the scope ANALYSE wants a study, under whose pseudonyms it reads; none came.");
  if (!analyses && study !== null)
    throw wrong("study is for keys with the scope ANALYSE: leave it out, or give that scope.");
}

function givenParts(
  viewer: Viewer,
  given: KeyArgs,
  scopes: readonly Scope[],
  now: number,
): Omit<KeyChanges, "name"> {
  const { expiresAt, referenceIds, userIds, providers, recordTypes, grants } = given;
  return {
    ...(expiresAt !== undefined && { expiresAt: expiryOf(expiresAt, now) }),
    ...(referenceIds !== undefined && { referenceIds: textsOf("referenceIds", referenceIds) }),
    ...(userIds !== undefined && { userIds: usersOf(viewer, userIds) }),
    ...(providers !== undefined && { providers: textsOf("providers", providers) }),
    ...(recordTypes !== undefined && { recordTypes: listOf("recordTypes", recordTypes) }),
    ...(grants !== undefined && { grants: grantsOf(grants ?? [], scopes) }),
  };
}

function nameOf(argument: string, given: string): string {
  const name = given.trim();
  if (name !== "" && name.length <= MAX_NAME_LENGTH && isText(name)) return name;
  throw wrong(`${argument} wants from 1 to ${MAX_NAME_LENGTH} characters; ${name.length} came.`);
}

function expiryOf(given: string | null, now: number): string | null {
  if (given === null || Date.parse(given.replace(" ", "T")) > now) return given;
  throw wrong(`expiresAt wants a time in the future; ${given} came. To end a key now, revoke it.`);
}

function listOf<Item>(argument: string, given: Item[] | null): Item[] | null {
  if (given === null) return null;
  if (given.length > 0 && given.length <= MAX_NARROWED) return [...new Set(given)];
  throw wrong(
    `${argument} wants from 1 to ${MAX_NARROWED}; ${given.length} came. Leave it out, or give null, not to narrow by it.`,
  );
}

function textsOf(argument: string, given: string[] | null): string[] | null {
  const texts = listOf(argument, given);
  if (texts === null || texts.every((text) => text !== "" && isText(text))) return texts;
  throw wrong(`${argument} has an empty text, or one with a zero character: leave it out.`);
}

function usersOf(viewer: Viewer, given: string[] | null): string[] | null {
  return (
    listOf("userIds", given)?.map((text) => {
      const [id] = readId(viewer, "user", text) ?? [];
      if (id !== undefined && isUuid(id)) return id;
      throw wrong(`userIds: ${JSON.stringify(text)} is no user's id.`);
    }) ?? null
  );
}

function grantsOf<Grant>(grants: Grant[], scopes: readonly Scope[]): Grant[] {
  if (grants.length === 0 || scopes.includes("ANALYSE")) return [...new Set(grants)];
  throw wrong("grants is for keys with the scope ANALYSE: others see everything as it is.");
}

function wrong(message: string): TerrariumError {
  return new TerrariumError("BAD_USER_INPUT", message);
}
