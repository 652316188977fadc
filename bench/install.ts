import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bench } from "./root.ts";

/** Installs what Dormouse is compared with, if it is not there. It is not part of the product's own installation. */
export function installPeers(): void {
  if (existsSync(join(bench, "node_modules/.package-lock.json"))) return;
  console.error("Installing the peers into bench/node_modules.");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: bench, stdio: "inherit" });
  if (status !== 0) throw new Error("The peers could not be installed: npm ci in bench/.");
}
