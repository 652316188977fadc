// Everything that can be said about the code without running it: types, format and lint, dead code, size of the bundles.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { firstLoad } from "./first-load.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

/** Budgets of docs/architecture.md, in bytes after gzip. */
const WORKER_BUDGET = 200 * 1024;
const CLIENT_BUDGET = 60 * 1024;

/** One after the other in each list, where a later one needs what an earlier one builds; the lists at the same time. */
const checks = [
  { types: () => run("tsc", "--build") },
  {
    "dead code": () => run("knip"),
    "format and lint": () => run("biome", "ci", "--colors=off", "--error-on-warnings"),
  },
  {
    "worker bundle": async () =>
      (await run("wrangler", "deploy", "--dry-run", "--outdir", "dist")) &&
      fits("Worker", WORKER_BUDGET, scripts("dist")),
    "client bundle": async () =>
      (await run("node", "scripts/build-client.mjs")) && fits("Client", CLIENT_BUDGET, firstLoad()),
  },
];

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function check() {
  /** @type {string[]} */
  const passed = [];
  /** @type {string[]} */
  const failed = [];
  const lists = checks.map(async (list) => {
    for (const [name, passes] of Object.entries(list)) {
      const started = performance.now();
      const isPassed = await passes();
      console.log(`${isPassed ? "✓" : "✗"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      (isPassed ? passed : failed).push(name);
    }
  });
  await Promise.all(lists);
  if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
  return { passed: passed.length, failed: failed.length };
}

/**
 * Runs a tool of node_modules/.bin, which npm puts first in the PATH; what it prints is shown only if it fails.
 * @returns {Promise<boolean>}
 */
function run(/** @type {string} */ tool, /** @type {string[]} */ ...args) {
  const options = { cwd: root, env: quietEnvironment, maxBuffer: 2 ** 26, shell: process.platform === "win32" };
  return new Promise((resolve) => {
    execFile(tool, args, options, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") console.error(`${error.message}. Run this through npm: npm run check`);
      else if (error) console.error(`${stdout}${stderr}`);
      resolve(error === null);
    });
  });
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

if (process.argv[1] === import.meta.filename) process.exitCode = (await check()).failed > 0 ? 1 : 0;
