import { Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.ts";
import { Viewer } from "./viewer.ts";

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: "Who asks, by the key that came with the request." })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }
}
