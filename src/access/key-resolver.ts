/** API keys over GraphQL, for admins. */
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { TerrariumError } from "../errors.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import { idOf, readId } from "../graphql/ids.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { type Page, pageOf, pageSize, pageType } from "../graphql/pages.ts";
import { isUuid } from "../uuid.ts";
import { ApiKey, CreatedApiKey } from "./api-key.ts";
import { keyChangesOf, newKeyOf } from "./key-rules.ts";
import { CreateApiKeyArgs, UpdateApiKeyArgs } from "./keys-args.ts";
import { requireAdmin } from "./policy.ts";
import type { Viewer } from "./viewer.ts";

const ApiKeyPage = pageType(ApiKey, "ApiKey");

const LIST = "apiKeys";
const FOR_ADMINS = "For admins; FORBIDDEN for others.";

@Resolver(() => ApiKey)
export class KeyResolver {
  @Query(() => ApiKeyPage, {
    description: `All API keys, the newest first, with those that were revoked or have expired. ${FOR_ADMINS}`,
  })
  async apiKeys(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { viewer, keys }: Context,
  ): Promise<Page<ApiKey>> {
    requireAdmin(viewer);
    const size = pageSize(first);
    const rows = await keys.page(readAgePlace(viewer, LIST, after), size + 1);
    const place = (key: ApiKey) => ageCursor(viewer, LIST, { at: key.createdAt, id: key.id });
    return pageOf(rows, size, place, () => keys.count());
  }

  @Mutation(() => CreatedApiKey, {
    description:
      "Makes an API key. Its text is in the answer, and nowhere afterwards. A key may be narrowed to users, providers " +
      "and types of records: all that is given holds. What is for admins of everything, such as these keys, is " +
      `FORBIDDEN to a narrowed one, whatever its scopes. BAD_USER_INPUT says what is wrong. ${FOR_ADMINS}`,
  })
  async createApiKey(
    @Args(() => CreateApiKeyArgs) given: CreateApiKeyArgs,
    @Ctx() { viewer, keys }: Context,
  ): Promise<CreatedApiKey> {
    requireAdmin(viewer);
    return await keys.create(newKeyOf(viewer, given, Date.now()));
  }

  @Mutation(() => ApiKey, {
    description:
      "Changes an API key: what is left out stays as it is, null takes a narrowing, an expiry or the grants away. A " +
      "socket or event stream that was opened with it ends, and comes back with its cursor. Scopes and study stay for " +
      "good. " +
      `NOT_FOUND where no key has this id. ${FOR_ADMINS}`,
  })
  async updateApiKey(
    @Args(() => UpdateApiKeyArgs) given: UpdateApiKeyArgs,
    @Ctx() { viewer, keys }: Context,
  ): Promise<ApiKey> {
    requireAdmin(viewer);
    const id = keyIdOf(viewer, given.id);
    const { scopes } = found(given.id, await keys.find(id));
    return found(given.id, await keys.update(id, keyChangesOf(viewer, given, scopes, Date.now())));
  }

  @Mutation(() => ApiKey, {
    description:
      "Revokes an API key, at once and for good: nothing more is answered to it, and its sockets and event streams " +
      `end. Once more changes nothing. NOT_FOUND where no key has this id. ${FOR_ADMINS}`,
  })
  async revokeApiKey(
    @Arg("id", () => ID, { description: "The key's id." }) given: string,
    @Ctx() { viewer, keys }: Context,
  ): Promise<ApiKey> {
    requireAdmin(viewer);
    return found(given, await keys.revoke(keyIdOf(viewer, given)));
  }

  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() key: ApiKey, @Ctx() { viewer }: Context): string {
    return idOf(viewer, "apiKey", key.id);
  }

  @FieldResolver(() => [ID], {
    nullable: true,
    description:
      "Narrowed to these users, and to `referenceIds`: to whoever is one of either. Null: not so narrowed.",
  })
  userIds(@Root() key: ApiKey, @Ctx() { viewer }: Context): string[] | null {
    return key.userIds?.map((id) => idOf(viewer, "user", id)) ?? null;
  }
}

function keyIdOf(viewer: Viewer, given: string): string {
  const [id] = readId(viewer, "apiKey", given) ?? [];
  if (id !== undefined && isUuid(id)) return id;
  throw notFound(given);
}

function found(given: string, key: ApiKey | null): ApiKey {
  if (key === null) throw notFound(given);
  return key;
}

function notFound(given: string): TerrariumError {
  return new TerrariumError("NOT_FOUND", `No key has the id ${JSON.stringify(given)}: apiKeys lists them.`);
}
