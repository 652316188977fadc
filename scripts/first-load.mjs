import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./wrangler.mjs";

/** The files of script and style that the page loads before it is there. @returns {string[]} */
export function firstLoad() {
  return [...withImports("static/build/main.js"), "static/build/styles.css"];
}

/** A script and all that it cannot start without; what it imports later is left out. @returns {string[]} */
export function withImports(/** @type {string} */ file) {
  const imports = readFileSync(join(root, file), "utf8").matchAll(/\b(?:from|import)"\.\/([^"]+)"/g);
  return [...new Set([file, ...[...imports].flatMap(([, name]) => withImports(`static/build/${name}`))])];
}
