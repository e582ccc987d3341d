/** What somebody is told whose token is not taken: what to do, and no more of how tokens are looked at. */
import { errors } from "jose";
import { TerrariumError } from "../errors.ts";
import { Outlived } from "./outlived.ts";

/**
 * What may be said of what went wrong. Claims are looked at once the signature is right: whoever is told of one has a
 * token of the issuer's.
 */
export function refusalOf(error: unknown): TerrariumError {
  if (error instanceof TerrariumError) return error;
  if (error instanceof errors.JWTExpired) return expired();
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(
      error.claim === "nbf"
        ? "This token is not valid yet: ask again later."
        : `This token's ${error.claim} is missing or not the one wanted here: see the settings AUTH_.`,
    );
  return refused("This token is not accepted: get a new one from the issuer that this gateway trusts.");
}

export function expired(): TerrariumError {
  return new Outlived("This token has expired: get a new one from its issuer.");
}

export function refused(message: string): TerrariumError {
  return new TerrariumError("UNAUTHENTICATED", message);
}
