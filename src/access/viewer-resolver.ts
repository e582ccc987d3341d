import { Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.ts";
import { PrivacyClass, type Viewer } from "./viewer.ts";
import { ViewerInfo } from "./viewer-info.ts";

@Resolver(() => ViewerInfo)
export class ViewerResolver {
  @Query(() => ViewerInfo, {
    description:
      "Who asks, by the key, the token or the ticket that came with the request, and what they may see.",
  })
  viewer(@Ctx() { viewer }: Context): ViewerInfo {
    return infoOf(viewer);
  }
}

function infoOf({ kind, name, scopes, reach, study, expiresAt }: Viewer): ViewerInfo {
  return {
    kind,
    name,
    scopes,
    isNarrowedToUsers: reach.people !== null,
    providers: reach.providers,
    recordTypes: reach.recordTypes,
    study: study?.name ?? null,
    grants: study ? study.grants : Object.values(PrivacyClass),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}
