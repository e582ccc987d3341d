// Names what was skipped and what failed, and counts the tests, from the JSON reports of Vitest, each named for the
// PostgreSQL that its run was to be on (18.json). Fails when a test did, or when a run proves nothing.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const skips = new Set(["skipped", "pending", "todo", "disabled"]);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const file of process.argv.slice(2)) {
  const run = `PostgreSQL ${basename(file, ".json")}`;
  const files = reportIn(file);
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === "passed");
  const skipped = tests.filter(({ status }) => skips.has(status));
  const failures = [
    ...tests.filter((test) => !passed.includes(test) && !skipped.includes(test)).map((test) => test.fullName),
    ...files.filter(isBroken).map(({ name }) => `${name}, as a whole`),
    ...(passed.some(({ fullName }) => fullName.endsWith(`on ${run}`))
      ? []
      : ["no test proved the server's version"]),
  ];
  for (const test of skipped) console.log(`skipped on ${run}: ${test.fullName}`);
  for (const failure of failures) console.log(`failed on ${run}: ${failure}`);
  console.log(`on ${run}: ${passed.length} passed`);
  total.passed += passed.length;
  total.failed += failures.length;
  total.skipped += skipped.length;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).testResults;
  } catch (error) {
    console.log(`no report of a run: ${error.message}`);
    return [];
  }
}

// A file that could not even be loaded has no tests of its own to fail.
function isBroken({ status, assertionResults }) {
  return status === "failed" && !assertionResults.some((test) => test.status === "failed");
}
