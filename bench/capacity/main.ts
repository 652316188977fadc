// `npm run capacity`: lives the days of several groups, counts what they cost, and writes the pages that quote it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietEnvironment } from "../../scripts/wrangler.mjs";
import type { Usage } from "../../src/protocol/usage.ts";
import { writePages } from "../figures.ts";
import { bench, root } from "../root.ts";

/** The part of vitest's report that is read: each test is a day. */
interface Report {
  testResults: { assertionResults: { meta: { day: { name: string; usage: Usage } } }[] }[];
}

writeFileSync(join(bench, "results/days.json"), `${JSON.stringify(measure(), null, 2)}\n`);
writePages();

/** What the days have cost, by group. */
function measure(): Record<string, Usage> {
  const folder = mkdtempSync(join(tmpdir(), "dormouse-capacity-"));
  try {
    const report = join(folder, "report.json");
    const args = ["run", "test/capacity", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { status } = spawnSync("vitest", args, {
      cwd: root,
      env: { ...quietEnvironment, MEASURING: "1" },
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    if (status !== 0) process.exit(1);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const days = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ meta }) => meta.day));
    return Object.fromEntries(days.map(({ name, usage }) => [name, usage]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
