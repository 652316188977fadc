// How the scripts run wrangler: without telemetry, banners and questions.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Oldest Node that wrangler runs on; an older one is replaced by that of the development dependency `node`. */
const WRANGLER_NODE = 22;

/**
 * Environment in which wrangler reports nothing, looks for no newer version and needs no network to run locally.
 * @type {NodeJS.ProcessEnv}
 */
export const quietEnvironment = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/**
 * The command line that runs wrangler, without the launcher in between, so that a signal reaches it.
 * @param {string[]} args
 * @returns {{ file: string, args: string[] }}
 * @throws Error if the dependencies are not installed
 */
export function wranglerCommand(args) {
  const require = createRequire(import.meta.url);
  try {
    const cli = require.resolve("wrangler");
    return { file: nodeForWrangler(), args: ["--no-warnings", cli, ...args] };
  } catch {
    throw new Error("The dependencies are not installed. Run `npm ci` first.");
  }
}

function nodeForWrangler() {
  if (Number.parseInt(process.versions.node, 10) >= WRANGLER_NODE) return process.execPath;
  const bundled = `${root}node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`;
  if (!existsSync(bundled)) throw new Error(`No Node ${WRANGLER_NODE} or newer at ${bundled}.`);
  return bundled;
}
