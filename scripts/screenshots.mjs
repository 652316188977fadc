// `npm run screenshots`: pictures of every view into a folder that is not committed; `npm run screenshots -- FOLDER` chooses it.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

const folder = resolve(process.argv[2] ?? "dist/screenshots");
spawnSync(process.execPath, ["scripts/build-client.mjs"], { cwd: root, stdio: "inherit" });
const { status } = spawnSync("vitest", ["run", "--project", "node"], {
  cwd: root,
  env: { ...quietEnvironment, SCREENSHOTS: folder, CHROMIUM: ensureBrowser() },
  stdio: "inherit",
  shell: process.platform === "win32",
});
if (status === 0) console.log(`The pictures are in ${folder}`);
process.exit(status ?? 1);
