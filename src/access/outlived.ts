import { TerrariumError } from "../errors.ts";

/** A key or token that was right once, so that whoever comes with it guesses nothing. */
export class Outlived extends TerrariumError {
  constructor(message: string) {
    super("UNAUTHENTICATED", message);
  }
}
