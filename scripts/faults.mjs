// `npm run faults`: the faults of docs/faults.md and every property test, each tried EFFORT times as much as in `npm test`.
// `npm run faults -- <filter>` takes only the files whose name matches; with EFFORT=500 it tries longer still.
import { spawnSync } from "node:child_process";
import { ensureBrowser } from "./browser.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

/** Makes a thousand runs of the model check, and takes some hours. */
const EFFORT = "125";
const FILES = [
  "test/faults/",
  ...["allowances", "disappearing", "evictions", "invisible", "resume", "unarchived"].map(
    (name) => `test/room/${name}.test.ts`,
  ),
];

const filters = process.argv.slice(2);
const { status } = spawnSync("vitest", ["run", ...(filters.length > 0 ? filters : FILES)], {
  cwd: root,
  env: { ...quietEnvironment, EFFORT: process.env.EFFORT ?? EFFORT, CHROMIUM: ensureBrowser() },
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exit(status ?? 1);
