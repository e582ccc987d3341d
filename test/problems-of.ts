import { BadSetting, readConfig } from "../src/config.ts";

/** What is wrong with settings: the lines with which a start ends. */
export function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof BadSetting) return error.problems;
    throw error;
  }
  return [];
}
