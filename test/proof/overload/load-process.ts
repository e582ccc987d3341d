/** The process of the load: sends what it is asked for, says the result, and ends with whoever asked. */
import type { LoadPlan } from "./load-plan.ts";
import { sendLoad } from "./send-load.ts";

process.on("disconnect", () => process.exit());
// A Ctrl-C of the terminal comes to all; the parent ends its children in their turn.
process.on("SIGINT", () => undefined);
process.on("message", async (plan: LoadPlan) => {
  process.send?.(await sendLoad(plan));
});
