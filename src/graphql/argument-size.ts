/** How large the arguments of a field are, in characters. */
import { TerrariumError } from "../errors.ts";

/** The longest list that an argument may be. */
export const MAX_LIST = 10_000;
/** What a value weighs beside its characters. */
const EACH = 10;

// A list of the variables comes again and again, as the very same.
const known = new WeakMap<object, number>();

/** @throws TerrariumError BAD_USER_INPUT where a list among them is too long. */
export function sizeOfArguments(value: unknown): number {
  if (typeof value === "string") return EACH + value.length;
  if (typeof value !== "object" || value === null) return EACH;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (Array.isArray(value) && value.length > MAX_LIST) throw tooLong(value.length);
  const size = Object.values(value).reduce<number>((sum, each) => sum + sizeOfArguments(each), 0);
  known.set(value, size);
  return size;
}

function tooLong(length: number): TerrariumError {
  return new TerrariumError(
    "BAD_USER_INPUT",
    `A list among the arguments may have ${MAX_LIST} values; this one has ${length}. Ask in several operations.`,
  );
}
