/** Every mutation, as somebody would ask it who may; none changes what others are compared with. */

import { type Everything, rowsOf } from "./questions.ts";
import { isRow, type Row } from "./row.ts";

const KEY = `{ __typename createdAt expiresAt grants id lastUsedAt name prefix providers recordTypes referenceIds revokedAt
  scopes study userIds }`;

/** By their names. */
export function mutationsOn(everything: Everything): Map<string, string> {
  const garmin = rowsOf(everything, "deliveries").find(
    ({ type, connection }) => type === "daily" && connection?.provider === "GARMIN",
  );
  // Which nobody asks with any more.
  const key = rowsOf(everything, "apiKeys").find(({ expiresAt }) => expiresAt !== null);
  const [delivery, id] = [JSON.stringify(garmin?.id), JSON.stringify(key?.id)];
  return new Map([
    ["createTicket", "mutation { createTicket { __typename ticket expiresAt } }"],
    [
      "replayDeliveries",
      `mutation { replayDeliveries(ids: [${delivery}]) { __typename applied failed ignored pending replayed skipped
        tookBack pageInfo { __typename hasNextPage } deliveries { __typename id } } }`,
    ],
    [
      "createApiKey",
      `mutation { createApiKey(name: "another", scopes: [READ]) { __typename key apiKey ${KEY} } }`,
    ],
    ["updateApiKey", `mutation { updateApiKey(id: ${id}, name: "an older one") ${KEY} }`],
    ["revokeApiKey", `mutation { revokeApiKey(id: ${id}) ${KEY} }`],
  ]);
}

/** All that an answer shows, by type and field. */
export function fieldsIn(value: unknown): [type: string, field: string][] {
  if (Array.isArray(value)) return value.flatMap(fieldsIn);
  if (!isRow(value)) return [];
  const { __typename, ...fields }: Row = value;
  return Object.entries(fields).flatMap(([name, one]) => [
    ...(one === null ? [] : [[__typename, name] as [string, string]]),
    ...fieldsIn(one),
  ]);
}
