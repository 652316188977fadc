import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    provide: { effort: Number(process.env.EFFORT ?? 1) },
    projects: [
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("src/database/migrations"),
                OPERATOR_TOKEN: "operator-token-for-tests",
              },
            },
          }),
        ],
        test: {
          name: "workers",
          include: ["test/{protocol,room,worker,database}/**/*.test.ts"],
          setupFiles: ["test/apply-migrations.ts"],
          // What hangs is found all the same; what is only slow on a busy machine does not fail.
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "node",
          include: ["test/{client,e2e,faults,process}/**/*.test.{ts,tsx}"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          // One file at a time, after the others: each starts processes and browsers of its own, and timing is part of the test.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
