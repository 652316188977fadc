// `npm run screenshots`: pictures of every view into a folder that is not committed; `npm run screenshots -- FOLDER` chooses
// it. The two that README.md shows are made anew in docs/.
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

/** What README.md shows, by the name of the picture. */
const SHOWN = { "desktop-light-room": "docs/desktop.png", "phone-dark-room": "docs/phone.png" };

const folder = resolve(process.argv[2] ?? "dist/screenshots");
spawnSync(process.execPath, ["scripts/build-client.mjs"], { cwd: root, stdio: "inherit" });
const { status } = spawnSync("vitest", ["run", "--project", "node"], {
  cwd: root,
  env: { ...quietEnvironment, SCREENSHOTS: folder, CHROMIUM: ensureBrowser(), CLIENT_IS_BUILT: "1" },
  stdio: "inherit",
  shell: process.platform === "win32",
});
if (status === 0) {
  for (const [name, shown] of Object.entries(SHOWN)) copyFileSync(join(folder, `${name}.png`), join(root, shown));
  console.log(`The pictures are in ${folder}, those of the README in docs.`);
}
process.exit(status ?? 1);
