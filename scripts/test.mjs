// `npm test`: every check there is. `npm test -- <filter>` runs the tests whose file matches, and nothing else.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { check } from "./check.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

const filters = process.argv.slice(2);

try {
  quietEnvironment.CHROMIUM = ensureBrowser();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  finish({ passed: 0, failed: 1 });
}
const checks = filters.length === 0 ? await check() : buildOnly();
// Many tests start a server of their own, each of which would build the client anew, and under the others' feet.
quietEnvironment.CLIENT_IS_BUILT = "1";
// Each of a dozen processes loads wrangler, whose code is compiled once then.
quietEnvironment.NODE_COMPILE_CACHE = join(tmpdir(), "dormouse-compiled");
const tests = runTests();
finish({ passed: checks.passed + tests.passed, failed: checks.failed + tests.failed });

function buildOnly() {
  console.log("Only the tests asked for; `npm test` alone runs the checks and all tests.");
  const { status } = spawnSync(process.execPath, ["scripts/build-client.mjs"], { cwd: root, stdio: "inherit" });
  return { passed: 0, failed: status === 0 ? 0 : 1 };
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "dormouse-test-"));
  const report = join(folder, "report.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...filters];
  const { status } = spawnSync("vitest", args, {
    cwd: root,
    env: quietEnvironment,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const counts = count(report);
  rmSync(folder, { recursive: true, force: true });
  // A file that cannot be loaded, an error outside any test, or no test at all fails the run without a failed test.
  if (status !== 0 || counts.passed === 0) counts.failed ||= 1;
  return counts;
}

/** @returns {{ passed: number, failed: number }} */
function count(/** @type {string} */ report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
    const skipped = numPendingTests + numTodoTests;
    if (skipped > 0) console.log(`${skipped} skipped`);
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** @returns {never} */
function finish(/** @type {{ passed: number, failed: number }} */ { passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
