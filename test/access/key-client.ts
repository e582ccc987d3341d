/** Making, changing and revoking keys as an admin does it. */
import { read } from "../graphql-client.ts";

export type Target = { url: string; adminKey: string };

export type MadeKey = { key: string; id: string; prefix: string };

const CREATE = `mutation Create(
  $name: String!, $scopes: [ApiKeyScope!]!, $expiresAt: DateTime, $referenceIds: [String!], $userIds: [ID!],
  $providers: [String!], $recordTypes: [RecordType!], $study: String, $grants: [PrivacyClass!]
) {
  createApiKey(
    name: $name, scopes: $scopes, expiresAt: $expiresAt, referenceIds: $referenceIds, userIds: $userIds,
    providers: $providers, recordTypes: $recordTypes, study: $study, grants: $grants
  ) { key apiKey { id prefix } }
}`;

export async function createKey(
  target: Target,
  given: Record<string, unknown> = {},
  scopes = ["READ"],
): Promise<MadeKey> {
  type Created = { createApiKey: { key: string; apiKey: { id: string; prefix: string } } };
  const { createApiKey } = await read<Created>(target, CREATE, { name: "a test's", scopes, ...given });
  return { key: createApiKey.key, ...createApiKey.apiKey };
}

export async function revokeKey(target: Target, { id }: Pick<MadeKey, "id">): Promise<string> {
  type Revoked = { revokeApiKey: { revokedAt: string } };
  const query = "mutation ($id: ID!) { revokeApiKey(id: $id) { revokedAt } }";
  return (await read<Revoked>(target, query, { id })).revokeApiKey.revokedAt;
}

/** The same gateway, asked with this key. */
export function asHolderOf({ key }: Pick<MadeKey, "key">, { url }: Pick<Target, "url">): Target {
  return { url, adminKey: key };
}
