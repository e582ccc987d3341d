import { setTimeout as sleep } from "node:timers/promises";

/** Resolves once it is so; rejects when that takes ten seconds. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const late = performance.now() + 10_000;
  while (!(await isSo())) {
    if (performance.now() > late) throw new Error("It did not come true within ten seconds.");
    await sleep(10);
  }
}
