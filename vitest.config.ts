import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

/** How many times as much is tried as `npm test` does; `npm run faults` sets it. */
const effort = Number(process.env.EFFORT ?? 1);
/** SEED=… makes the property tests begin with a case that failed before, and reduce it, which takes time. */
const replay = process.env.SEED ?? "";
const patience = replay === "" ? effort : 10 * effort;

export default defineConfig({
  test: {
    // More than most machines have cores: browsers, processes and graces of ten seconds are much waited for.
    maxWorkers: 4,
    provide: { effort, replay, measuring: process.env.MEASURING === "1" },
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
          isolate: false,
          include: ["test/{room,worker,database,faults/inside,capacity}/**/*.test.ts"],
          setupFiles: ["test/keep-worker-module.ts", "test/apply-migrations.ts"],
          // What hangs is found all the same; what is only slow on a busy machine does not fail.
          testTimeout: 120_000 * patience,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "modules",
          include: ["test/{protocol,client}/**/*.test.ts"],
          // These know no state but their own, and loading everything anew for each file took longer than the tests.
          isolate: false,
          testTimeout: 60_000 * effort,
        },
      },
      {
        test: {
          name: "node",
          // Loading what starts a server takes longer than starting it.
          isolate: false,
          // `npm run screenshots` takes pictures instead.
          include: process.env.SCREENSHOTS
            ? ["test/e2e/scenes/pictures.ts"]
            : ["test/{e2e,faults/outside,process}/**/*.test.ts"],
          testTimeout: 120_000 * effort,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
