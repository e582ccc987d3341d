import { isWorthRepeating } from "./error-kinds.ts";

const MOST_TRIES = 8;

/** Does it again from the beginning where another transaction was in its way; rejects where that goes on. */
export async function repeating<Value>(once: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once();
    } catch (error) {
      if (!isWorthRepeating(error) || tries === MOST_TRIES) throw error;
    }
  }
}
