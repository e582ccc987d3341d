import { defineConfig } from "vitest/config";

export default defineConfig({
  // Vitest would load graphql twice, once as ESM and once as CommonJS, and the two refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/database-server.ts"],
    setupFiles: ["test/no-leaks.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: "forks",
    // Most of a test is waiting for PostgreSQL.
    maxWorkers: 2,
  },
});
