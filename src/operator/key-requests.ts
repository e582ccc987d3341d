/** What is asked of a gateway about its keys. */
import { askGateway } from "./ask-gateway.ts";
import { CannotRun } from "./cannot-run.ts";
import type { AskedGateway } from "./find-gateway.ts";
import type { GivenKey } from "./key-options.ts";

export type ShownKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  referenceIds: string[] | null;
  userIds: string[] | null;
  providers: string[] | null;
  recordTypes: string[] | null;
  study: string | null;
  grants: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
};

const SHOWN = `id name prefix scopes referenceIds userIds providers recordTypes study grants
  createdAt expiresAt revokedAt lastUsedAt`;

const LIST = `query Keys($after: String) {
  apiKeys(first: 500, after: $after) { nodes { ${SHOWN} } pageInfo { hasNextPage endCursor } }
}`;

const NARROWING = {
  $name: "String",
  $expiresAt: "DateTime",
  $referenceIds: "[String!]",
  $userIds: "[ID!]",
  $providers: "[String!]",
  $recordTypes: "[RecordType!]",
  $grants: "[PrivacyClass!]",
};

export async function createKey(
  gateway: AskedGateway,
  given: GivenKey,
): Promise<{ key: string; apiKey: ShownKey }> {
  const types = { ...NARROWING, $name: "String!", $scopes: "[ApiKeyScope!]!", $study: "String" };
  const query = mutation("createApiKey", types, `{ key apiKey { ${SHOWN} } }`);
  type Created = { createApiKey: { key: string; apiKey: ShownKey } };
  return (await askGateway<Created>(gateway, query, given)).createApiKey;
}

export async function updateKey(gateway: AskedGateway, id: string, given: GivenKey): Promise<ShownKey> {
  const query = mutation("updateApiKey", { $id: "ID!", ...NARROWING }, `{ ${SHOWN} }`);
  type Updated = { updateApiKey: ShownKey };
  return (await askGateway<Updated>(gateway, query, { id, ...given })).updateApiKey;
}

export async function revokeKey(gateway: AskedGateway, id: string): Promise<ShownKey> {
  const query = mutation("revokeApiKey", { $id: "ID!" }, `{ ${SHOWN} }`);
  return (await askGateway<{ revokeApiKey: ShownKey }>(gateway, query, { id })).revokeApiKey;
}

/** All keys, the newest first. */
export async function listKeys(gateway: AskedGateway): Promise<ShownKey[]> {
  type Page = {
    apiKeys: { nodes: ShownKey[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  };
  const keys: ShownKey[] = [];
  let after: string | null = null;
  do {
    const { apiKeys }: Page = await askGateway<Page>(gateway, LIST, { after });
    keys.push(...apiKeys.nodes);
    after = apiKeys.pageInfo.hasNextPage ? apiKeys.pageInfo.endCursor : null;
  } while (after !== null);
  return keys;
}

/** The id of the one key that has this id or this prefix. @throws CannotRun where there is none, or several. */
export async function findKey(gateway: AskedGateway, which: string): Promise<string> {
  const found = (await listKeys(gateway)).filter(({ id, prefix }) => id === which || prefix === which);
  if (found.length === 1 && found[0]) return found[0].id;
  throw new CannotRun(
    found.length === 0
      ? `No key has the prefix or id ${which}: npm run keys -- list shows them.`
      : `${found.length} keys have the prefix ${which}: give the id of one, as npm run keys -- list --json says it.`,
  );
}

// Variables that are not given are not there for the gateway, which leaves what they would change.
function mutation(name: string, types: Record<string, string>, answer: string): string {
  const variables = Object.entries(types).map(([variable, type]) => `${variable}: ${type}`);
  const given = Object.keys(types).map((variable) => `${variable.slice(1)}: ${variable}`);
  return `mutation Keys(${variables.join(", ")}) { ${name}(${given.join(", ")}) ${answer} }`;
}
