/** Transfers over GraphQL, and what leads to them. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Connection } from "../connections/connection.ts";
import { connectionLoader } from "../connections/read-connections.ts";
import type { Context } from "../graphql/context.ts";
import { PageArgs } from "../graphql/page-args.ts";
import { type Page, pageType } from "../graphql/pages.ts";
import { isText } from "../text.ts";
import { loadTransfers } from "./load-transfers.ts";
import { transferLoader } from "./read-transfers.ts";
import { Transfer } from "./transfer.ts";

export const TransferPage = pageType(Transfer, "Transfer");

@Resolver(() => Transfer)
export class TransferResolver {
  @Query(() => Transfer, { nullable: true, description: "One transfer. Null if there is none." })
  async transfer(
    @Arg("reference", () => String, {
      description: "Terra's reference: the `terra-reference` header of the answer to the request.",
    })
    reference: string,
    @Ctx() context: Context,
  ): Promise<Transfer | null> {
    return isText(reference) ? await transferLoader(context).load(reference) : null;
  }

  @FieldResolver(() => Connection, {
    nullable: true,
    description:
      "The connection whose data was asked for. Null where Terra did not say, or where it is not there any more.",
  })
  async connection(@Root() { connectionId }: Transfer, @Ctx() context: Context): Promise<Connection | null> {
    return connectionId === null ? null : await connectionLoader(context).load(connectionId);
  }
}

@Resolver(() => Connection)
export class ConnectionTransfersResolver {
  @FieldResolver(() => TransferPage, {
    description: "The requests for its data that Terra has told of, the newest first.",
  })
  transfers(
    @Root() connection: Connection,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Page<Transfer>> {
    return loadTransfers(context, connection.id, args);
  }
}
