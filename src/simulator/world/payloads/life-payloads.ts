import type { TerraEvent } from "../../../terra/payloads/terra-event.ts";
import type { Account } from "../account.ts";
import { type Identity, identityBefore } from "../identity.ts";
import type { LifeMoment } from "../story.ts";
import { authEvent, terraUser, VERSION } from "./introduction-payloads.ts";

/** What Terra sends of a moment of an account's life. */
export function lifeEvent(
  account: Account,
  { kind }: LifeMoment,
  identity: Identity,
  previousAt: number | null,
): TerraEvent {
  const user = terraUser(account, identity, previousAt);
  switch (kind) {
    case "auth":
      return authEvent(account, identity, previousAt);
    case "reauth": {
      const old = identityBefore(account, identity);
      return {
        type: "user_reauth",
        status: "warning",
        message: "User has reauthenticated and old ID has been deleted",
        old_user: { ...terraUser(account, old, null), active: false },
        new_user: user,
        version: VERSION,
      };
    }
    case "deauth":
      return {
        type: "deauth",
        status: "success",
        message: "User has deauthenticated",
        user: { ...user, active: false },
        version: VERSION,
      };
    case "access_revoked":
      return {
        type: "access_revoked",
        status: "warning",
        message: "User revoked access",
        user: { ...user, active: false },
        version: VERSION,
      };
    case "connection_error":
      return {
        type: "connection_error",
        status: "warning",
        message: "Connection degraded: the provider rejected Terra's access token",
        user,
        version: VERSION,
      };
    default:
      return permissionChange(user, kind === "scopes_added");
  }
}

// The last of the scopes is taken back, and granted again.
function permissionChange(user: ReturnType<typeof terraUser>, isGranted: boolean): TerraEvent {
  const scopes = user.scopes.split(",");
  const last = scopes.at(-1) ?? "";
  return {
    type: "permission_change",
    status: "warning",
    message: "User permissions have been modified",
    scopes_added: isGranted ? last : "",
    scopes_removed: isGranted ? "" : last,
    user: isGranted ? user : { ...user, scopes: scopes.slice(0, -1).join(",") },
    version: VERSION,
  };
}
