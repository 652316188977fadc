// `npm run deploy`: creates on the account what is missing, migrates, deploys and prints the address. Run again, it updates.
// `npm run deploy -- --dry-run` does what can be done without an account.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newToken } from "./operator-token.mjs";
import { quietEnvironment, root } from "./wrangler.mjs";

const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    /** Where the database is made, if it has to be; it cannot be moved later. */
    location: { type: "string" },
  },
});

const settings = readFileSync(join(root, "wrangler.toml"), "utf8");
const worker = setting("name") ?? fail("wrangler.toml gives the Worker no name.");
const database = setting("database_name") ?? fail("wrangler.toml names no database.");

const scratch = mkdtempSync(join(tmpdir(), "dormouse-deploy-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

if (values["dry-run"]) rehearse();
else deploy();

function rehearse() {
  step("Applying the migrations to a new, local database", () =>
    wrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", scratch]),
  );
  step("Bundling", () => wrangler(["deploy", "--dry-run", "--outdir", "dist"]));
  console.log(
    `Ready. On an account: database "${database}", its migrations, OPERATOR_TOKEN if unset, Worker "${worker}".`,
  );
}

function deploy() {
  step("Looking for the account", checkAccount);
  // wrangler finds the database by the name in wrangler.toml, both to migrate and to deploy, so no id has to be written there.
  if (!step(`Looking for the database "${database}"`, databaseExists)) {
    const location = values.location ? ["--location", values.location] : [];
    step(`Creating the database "${database}"`, () => wrangler(["d1", "create", database, ...location]));
  }
  step("Applying the migrations", () => wrangler(["d1", "migrations", "apply", "DB", "--remote"]));
  const secrets = step("Looking for the operator's token", operatorTokenExists) ? [] : withNewToken();
  const output = join(scratch, "output.ndjson");
  step("Deploying", () => wrangler(["deploy", ...secrets], { interactive: true, output }));
  for (const address of addresses(output)) {
    console.log(`Dormouse is at ${address}`);
    console.log(`What is used of the free tier: ${address}/usage, with the operator's token`);
  }
}

function checkAccount() {
  const whoami = wrangler(["whoami", "--json"], { mayFail: true });
  if (!whoami.ok) {
    throw new Error(
      "Not logged in. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN (docs/deploy.md says which rights).",
    );
  }
  /** @type {{ accounts: { id: string, name: string }[] }} */
  const { accounts } = JSON.parse(whoami.stdout);
  if (accounts.length > 1 && !setting("account_id") && !process.env.CLOUDFLARE_ACCOUNT_ID) {
    const choices = accounts.map(({ id, name }) => `  CLOUDFLARE_ACCOUNT_ID=${id} npm run deploy   (${name})`);
    throw new Error(`This login has several accounts. Say which:\n${choices.join("\n")}`);
  }
}

function databaseExists() {
  /** @type {{ name: string }[]} */
  const databases = JSON.parse(wrangler(["d1", "list", "--json"]).stdout);
  return databases.some(({ name }) => name === database);
}

function operatorTokenExists() {
  const list = wrangler(["secret", "list"], { mayFail: true });
  if (list.ok)
    return /** @type {{ name: string }[]} */ (JSON.parse(list.stdout)).some(({ name }) => name === "OPERATOR_TOKEN");
  // Before the first deployment there is no Worker that could have secrets.
  if (/not found/i.test(list.stderr)) return false;
  throw new Error(list.stderr || list.stdout);
}

/** Printed before it is set, so that it is not lost if the deployment stops half-way. */
function withNewToken() {
  const token = newToken();
  const file = join(scratch, "secrets.json");
  writeFileSync(file, JSON.stringify({ OPERATOR_TOKEN: token }), { mode: 0o600 });
  console.log(
    `\n  OPERATOR_TOKEN=${token}\n\nThe key to the operator's calls, shown only now: keep it in a safe place.\n`,
  );
  return ["--secrets-file", file];
}

/**
 * Runs the wrangler that is first in the PATH, which npm makes the project's own.
 * @param {string[]} args
 * @param {{ mayFail?: boolean, interactive?: boolean, output?: string }} [options] `interactive` lets it ask, which it does
 * for an account that has no workers.dev name yet; `output` is a file for what it reports to programs
 */
function wrangler(args, { mayFail = false, interactive = false, output } = {}) {
  const { error, status, stdout, stderr } = spawnSync("wrangler", args, {
    cwd: root,
    env: output ? { ...quietEnvironment, WRANGLER_OUTPUT_FILE_PATH: output } : quietEnvironment,
    encoding: "utf8",
    stdio: interactive ? "inherit" : ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (error) throw new Error(`wrangler did not start (${error.message}). Run this through npm: npm run deploy`);
  if (status !== 0 && !mayFail)
    throw new Error(`${stdout ?? ""}${stderr ?? ""}`.trim() || `wrangler ended with ${status}.`);
  return { ok: status === 0, stdout, stderr };
}

/** @returns {string[]} */
function addresses(/** @type {string} */ output) {
  if (!existsSync(output)) return [];
  const entries = readFileSync(output, "utf8").split("\n").filter(Boolean);
  return entries
    .map((line) => JSON.parse(line))
    .flatMap(({ type, targets }) => (type === "deploy" ? (targets ?? []) : []));
}

/** The first `key = "value"` in wrangler.toml; reading it through wrangler would take a second. */
function setting(/** @type {string} */ key) {
  return new RegExp(`^${key}\\s*=\\s*"([^"]+)"`, "m").exec(settings)?.[1];
}

/**
 * @template T
 * @param {string} what
 * @param {() => T} run
 * @returns {T}
 */
function step(what, run) {
  console.log(`${what} …`);
  try {
    return run();
  } catch (error) {
    return fail(
      `${/** @type {Error} */ (error).message}\n\nStopped at: ${what}. Mend it and run this again; what is done stays done.`,
    );
  }
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
