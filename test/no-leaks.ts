/** Runs in every test file: what a gateway logged in it holds nothing that was planted. */
import { afterAll } from "vitest";
import { takeLeaks } from "./leaks.ts";

afterAll(() => {
  const leaks = takeLeaks();
  if (leaks.length > 0) throw new Error(leaks.slice(0, 10).join("\n"));
});
