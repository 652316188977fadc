// The operator's token of a local installation, kept in .dev.vars, which wrangler reads and git ignores.
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { root } from "./wrangler.mjs";

const file = `${root}.dev.vars`;

/** @returns {string} a new token: 256 random bits */
export function newToken() {
  return randomBytes(32).toString("base64url");
}

/** Makes .dev.vars with a token, readable by its owner alone; one that exists stays as it is. */
export function ensureLocalToken() {
  try {
    writeFileSync(file, `OPERATOR_TOKEN=${newToken()}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/** @returns {string | undefined} the token of the environment, or else that of .dev.vars */
export function findToken() {
  return process.env.OPERATOR_TOKEN || localToken();
}

/** @returns {string | undefined} the token of .dev.vars, which is that of the chat on this machine */
export function localToken() {
  try {
    return /^OPERATOR_TOKEN\s*=\s*"?([^"\s]+)"?\s*$/m.exec(readFileSync(file, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
