// Finds a Chromium for the browser tests, or installs one. Run by itself it prints where it is.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./wrangler.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * @returns {string} the executable
 * @throws Error saying what to do if there is none and none can be installed
 */
export function ensureBrowser() {
  if (process.env.CHROMIUM) {
    if (runs(process.env.CHROMIUM)) return process.env.CHROMIUM;
    throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which does not run.`);
  }
  const found = findBrowser() ?? installPackage() ?? installPlaywright();
  if (found) return found;
  throw new Error(
    "The tests need Chromium or Chrome, and it could not be installed. Install one, or name one: CHROMIUM=/path/to/chrome npm test",
  );
}

function findBrowser() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find(runs) ?? findPlaywright();
}

/** Ubuntu's package is a shell script that asks for a snap, hence the trial run. */
function runs(/** @type {string} */ file) {
  if (!existsSync(file)) return false;
  // On Windows --version opens a window.
  return (
    process.platform === "win32" || spawnSync(file, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.log("No Chromium found; installing the system's package.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  run("update");
  return run("install", "-y", "--no-install-recommends", "chromium") ? findBrowser() : undefined;
}

function installPlaywright() {
  console.log("No Chromium found; downloading Playwright's into .browser.");
  const cli = join(createRequire(import.meta.url).resolve("playwright-core/package.json"), "..", "cli.js");
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: browsers };
  spawnSync(process.execPath, [cli, "install", "chromium"], { env, stdio: ["ignore", "inherit", "inherit"] });
  return findPlaywright();
}

const browsers = join(root, ".browser");

function findPlaywright() {
  process.env.PLAYWRIGHT_BROWSERS_PATH = browsers;
  const file = chromium.executablePath();
  return runs(file) ? file : undefined;
}

if (process.argv[1] === import.meta.filename) console.log(ensureBrowser());
