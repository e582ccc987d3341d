import { Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.ts";
import { ViewerInfo } from "./viewer-info.ts";

@Resolver(() => ViewerInfo)
export class ViewerResolver {
  @Query(() => ViewerInfo, { description: "Who asks, by the key that came with the request." })
  viewer(@Ctx() { viewer }: Context): ViewerInfo {
    return viewer;
  }
}
