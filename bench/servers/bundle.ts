import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietEnvironment, root, wranglerCommand } from "../../scripts/wrangler.mjs";

let folder: string | undefined;

/** Makes what `npm run deploy` would upload, once. @returns the folder it is in, which is gone when the process ends */
export function bundle(): string {
  if (folder) return folder;
  folder = mkdtempSync(join(tmpdir(), "dormouse-bench-bundle-"));
  process.on("exit", () => rmSync(folder!, { recursive: true, force: true }));
  const { file, args } = wranglerCommand(["deploy", "--dry-run", "--outdir", folder]);
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, env: quietEnvironment, encoding: "utf8" });
  if (status !== 0) throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`);
  return folder;
}
