import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes the longest, from the longest on: begun last, one would keep one worker long after the other is done. */
const longest = [
  "proof/proofs",
  "start-stop",
  "simulator/conformance",
  "access/matrix",
  "explorer/explorer.browser",
  "access/streams",
  "graphql/rates",
  "database/embedded",
  "fetching/killed",
  "simulator/simulate",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // Vitest would load graphql twice, once as ESM and once as CommonJS, and the two refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/database-server.ts"],
    setupFiles: ["test/no-leaks.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    sequence: { sequencer: LongestFirst },
    pool: "forks",
    // Most of a test is waiting for PostgreSQL.
    maxWorkers: 2,
  },
});
