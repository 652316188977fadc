// `npm start`: the whole of Dormouse on this machine, without an account, a key or a network.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { constants } from "node:os";
import { parseArgs } from "node:util";
import { ensureLocalToken, localToken } from "./operator-token.mjs";
import { quietEnvironment, root, wranglerCommand } from "./wrangler.mjs";

const MINIMUM_NODE = 20;
/** Milliseconds that wrangler has to end by itself before it is killed. */
const PATIENCE = 5_000;
/** Milliseconds between two looks at whether npm is still there. */
const PARENT_CHECK = 250;

if (Number.parseInt(process.versions.node, 10) < MINIMUM_NODE) {
  fail(`Dormouse needs Node ${MINIMUM_NODE} or newer; this is ${process.version}.`);
}

// `node scripts/start.mjs -- --port 9000` and `npm start -- --port 9000` are the same.
const given = process.argv.slice(2).filter((argument) => argument !== "--");
const { values } = parseArgs({
  args: given,
  options: { port: { type: "string" }, "persist-to": { type: "string" } },
  strict: false,
});
const port = Number(values.port ?? process.env.PORT ?? 8787);
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  fail(`This is not a port: ${values.port ?? process.env.PORT}`);
if (!(await isFree(port))) fail(`Port ${port} is in use. Another one: npm start -- --port ${port + 1}`);

ensureLocalToken();
migrate();
sayWhatIsUsed();
serve();

/** Whoever starts the chat on this machine is its operator. */
function sayWhatIsUsed() {
  const token = localToken();
  if (!token) return;
  console.log(`What is used: http://localhost:${port}/usage\nwith the operator's token, kept in .dev.vars: ${token}\n`);
}

/** wrangler dev does not apply migrations. */
function migrate() {
  const persist = typeof values["persist-to"] === "string" ? ["--persist-to", values["persist-to"]] : [];
  const { file, args } = wrangler("d1", "migrations", "apply", "DB", "--local", ...persist);
  const run = spawnSync(file, args, {
    cwd: root,
    env: quietEnvironment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (run.status !== 0) fail(`The database could not be prepared.\n${run.stdout}${run.stderr}`);
}

/** Runs until a signal comes or wrangler ends; either way nothing that was started stays behind. */
function serve() {
  const { file, args } = wrangler("dev", "--show-interactive-dev-session=false", ...withPort(given));
  // In a process group of its own: a Ctrl-C then reaches it once, through this process, and the group can be swept.
  const child = spawn(file, args, {
    cwd: root,
    env: quietEnvironment,
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  child.on("error", (error) => fail(`wrangler did not start: ${error.message}`));

  /** @type {NodeJS.Signals | undefined} */
  let stopping;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (stopping) return;
    stopping = signal;
    child.kill("SIGTERM");
    setTimeout(() => sweep(child.pid), PATIENCE).unref();
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
  // npm passes a signal to the shell between us, which dies of it and tells nobody.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && stop("SIGTERM"), PARENT_CHECK).unref();
  process.on("exit", () => sweep(child.pid));
  child.on("exit", (code) => process.exit(stopping ? 128 + constants.signals[stopping] : (code ?? 1)));
}

/** Kills what is left of the process group of `pid`: workerd, esbuild. */
function sweep(/** @type {number | undefined} */ pid) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Nothing is left.
  }
}

function withPort(/** @type {string[]} */ args) {
  return values.port === undefined ? [...args, "--port", String(port)] : args;
}

function wrangler(/** @type {string[]} */ ...args) {
  try {
    return wranglerCommand(args);
  } catch (error) {
    return fail(/** @type {Error} */ (error).message);
  }
}

/** @returns {Promise<boolean>} */
function isFree(/** @type {number} */ candidate) {
  return new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .once("listening", () => server.close(() => resolve(true)))
      .listen(candidate, "localhost");
  });
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
