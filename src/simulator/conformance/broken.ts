/** Thrown where a gateway does otherwise than a rule says. */
export class Broken extends Error {
  readonly wanted: unknown;
  readonly found: unknown;

  constructor(wanted: unknown, found: unknown) {
    super("a rule is broken");
    this.wanted = wanted;
    this.found = found;
  }
}
