/** Why a request had no answer, in a word where there is one: the code of the system or of TLS. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return "unknown";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return cause.name === "Error" ? cause.message : cause.name;
}
