// Everything that can be said about the code without running it: types, format and lint, dead code, size of the bundles.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { firstLoad } from "./first-load.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

/** Budgets of docs/architecture.md, in bytes after gzip. */
const WORKER_BUDGET = 200 * 1024;
const CLIENT_BUDGET = 60 * 1024;

const checks = {
  types: () => run("tsc", "--build"),
  "format and lint": () => run("biome", "ci", "--colors=off", "--error-on-warnings"),
  "dead code": () => run("knip"),
  "worker bundle": () =>
    run("wrangler", "deploy", "--dry-run", "--outdir", "dist") && fits("Worker", WORKER_BUDGET, scripts("dist")),
  "client bundle": () => run("node", "scripts/build-client.mjs") && fits("Client", CLIENT_BUDGET, firstLoad()),
};

/** @returns {{ passed: number, failed: number }} */
export function check() {
  const failed = Object.entries(checks)
    .filter(([name, passes]) => {
      const started = performance.now();
      const passed = passes();
      console.log(`${passed ? "✓" : "✗"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      return !passed;
    })
    .map(([name]) => name);
  if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
  return { passed: Object.keys(checks).length - failed.length, failed: failed.length };
}

/** Runs a tool of node_modules/.bin, which npm puts first in the PATH; what it prints is shown only if it fails. */
function run(/** @type {string} */ tool, /** @type {string[]} */ ...args) {
  const result = spawnSync(tool, args, {
    cwd: root,
    env: quietEnvironment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (result.error) console.error(`${tool}: ${result.error.message}. Run this through npm: npm run check`);
  else if (result.status !== 0) console.error(`${result.stdout}${result.stderr}`);
  return result.status === 0;
}

function scripts(/** @type {string} */ folder) {
  return readdirSync(join(root, folder))
    .filter((name) => /\.(js|wasm)$/.test(name))
    .map((name) => join(folder, name));
}

function fits(/** @type {string} */ what, /** @type {number} */ budget, /** @type {string[]} */ files) {
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file))).length, 0);
  console.log(`  ${what}: ${(size / 1024).toFixed(1)} KB gzip of ${budget / 1024}`);
  return size > 0 && size <= budget;
}

if (process.argv[1] === import.meta.filename) process.exitCode = check().failed > 0 ? 1 : 0;
