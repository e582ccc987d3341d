/** Users over GraphQL. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ViewerInfo } from "../access/viewer-info.ts";
import { Connection } from "../connections/connection.ts";
import { TerrariumError } from "../errors.ts";
import { ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import { idOf, readId } from "../graphql/ids.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize, pageType } from "../graphql/pages.ts";
import { loadHistory } from "../history/load-history.ts";
import type { HistoryRow } from "../history/read-history.ts";
import { isText } from "../text.ts";
import { isUuid } from "../uuid.ts";
import { countUsers, readUsers, userByReferenceLoader, userLoader } from "./read-users.ts";
import { User, UserEvent } from "./user.ts";
import { UsersArgs } from "./users-args.ts";

export const UserPage = pageType(User, "User");
const UserEventPage = pageType(UserEvent, "UserEvent");

const LIST = "users";

@Resolver(() => User)
export class UserResolver {
  @Query(() => User, {
    nullable: true,
    description:
      "One user, by id or by the app's own key: exactly one of the two, else BAD_USER_INPUT. Null if there is none.",
  })
  async user(
    @Arg("id", () => ID, { nullable: true, description: "The user's id." }) id: string | null,
    @Arg("referenceId", () => String, { nullable: true, description: "The app's own key for the person." })
    referenceId: string | null,
    @Ctx() context: Context,
  ): Promise<User | null> {
    if (id != null && referenceId == null) return await userById(id, context);
    if (id == null && referenceId != null) return await userByReference(referenceId, context);
    throw new TerrariumError(
      "BAD_USER_INPUT",
      "user wants exactly one of id and referenceId: give the one you have.",
    );
  }

  @Query(() => UserPage, { description: "Users, in the order in which the gateway first heard of them." })
  async users(
    @Args(() => UsersArgs) { referenceIds: wanted, first, after }: UsersArgs,
    @Ctx() { viewer, session }: Context,
  ): Promise<Page<User>> {
    const referenceIds = wanted?.filter(isText) ?? null;
    const size = pageSize(first);
    const place = readAgePlace(viewer, LIST, after);
    const rows = await readUsers(session.db, viewer, { referenceIds, after: place, limit: size + 1 });
    return pageOf(
      rows,
      size,
      (user) => ageCursor(viewer, LIST, { at: user.createdAt, id: user.id }),
      () => session.within(MAX_COUNT_MS, (db) => countUsers(db, viewer, { referenceIds })),
    );
  }

  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() user: User, @Ctx() { viewer }: Context): string {
    return idOf(viewer, "user", user.id);
  }
}

@Resolver(() => User)
export class UserHistoryResolver {
  @FieldResolver(() => UserEventPage, {
    description:
      "What happened to the person and to none of their connections: authentications that failed. The oldest entry first.",
  })
  history(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Page<HistoryRow>> {
    return loadHistory(context, "user", user.id, args);
  }
}

@Resolver(() => Connection)
export class ConnectionUserResolver {
  @FieldResolver(() => User, { description: "Whose it is." })
  user(@Root() connection: Connection, @Ctx() context: Context): Promise<User | null> {
    return userLoader(context).load(connection.userId);
  }
}

@Resolver(() => ViewerInfo)
export class ViewerUserResolver {
  @FieldResolver(() => User, {
    nullable: true,
    description:
      "The end user who asks. Null of a key, and of a person of whom the gateway has not heard yet.",
  })
  async user(@Ctx() context: Context): Promise<User | null> {
    const { kind, reach } = context.viewer;
    const [referenceId] = kind === "USER" ? (reach.people?.referenceIds ?? []) : [];
    return referenceId === undefined ? null : await userByReference(referenceId, context);
  }
}

async function userByReference(referenceId: string, context: Context): Promise<User | null> {
  return isText(referenceId) ? await userByReferenceLoader(context).load(referenceId) : null;
}

async function userById(id: string, context: Context): Promise<User | null> {
  const [key] = readId(context.viewer, "user", id) ?? [];
  return key !== undefined && isUuid(key) ? await userLoader(context).load(key) : null;
}
