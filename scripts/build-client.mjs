// Bundles the browser's half, src/client, to static/build: main.js and styles.css for the chat, with what it loads only
// when it is needed in files of their own beside it; usage.js and usage.css for the chat's operator; service-worker.js.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildServiceWorker } from "./build-service-worker.mjs";
import { emojiModules } from "./emoji-data.mjs";

// `npm test` has built it by then.
if (process.env.CLIENT_IS_BUILT) process.exit();

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = "static/build";

/**
 * highlight.js has its core as CommonJS only. esbuild's helpers for that would stand in a file of their own, which every page
 * would load before anything else, whether it has code to show or not.
 * @type {import("esbuild").Plugin}
 */
const highlighterAsModule = {
  name: "highlighter as module",
  setup(build) {
    build.onLoad({ filter: /highlight\.js[\\/]lib[\\/]core\.js$/ }, ({ path }) => {
      const written = readFileSync(path, "utf8");
      const contents = written.replace("module.exports = highlight;", "export default highlight;");
      return contents === written
        ? { errors: [{ text: "This version exports its core in another way." }] }
        : { contents };
    });
  },
};

try {
  const [page, usage] = await Promise.all([
    bundle([
      { in: "src/client/main.tsx", out: "main" },
      { in: "src/client/styles.css", out: "styles" },
      { in: "src/client/later.css", out: "later" },
    ]),
    // The operator's page is loaded by nobody else.
    bundle([
      { in: "src/client/usage/main.tsx", out: "usage" },
      { in: "src/client/usage.css", out: "usage" },
    ]),
  ]);
  nameSharedPart(page);
  for (const { path, contents } of [...page.outputFiles, ...usage.outputFiles]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  const worker = await buildServiceWorker(root, outdir, page.metafile.outputs);
  removeAllBut(new Set([worker, ...Object.keys({ ...page.metafile.outputs, ...usage.metafile.outputs })]));
} catch (error) {
  // esbuild has printed each error with its place; anything else is printed here.
  if (!(error instanceof Error && "errors" in error)) console.error(error);
  console.error("The client was not built.");
  process.exit(1);
}

function bundle(/** @type {{ in: string, out: string }[]} */ entryPoints) {
  return build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    // Named for what is in it; the hash has a page that is older than the server find its own part, or none.
    chunkNames: "[name]-[hash]",
    plugins: [emojiModules, highlighterAsModule],
    metafile: true,
    write: false,
    minify: true,
    format: "esm",
    // Modules are UTF-8 always; escaped, Arabic would be twice as long.
    charset: "utf8",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "warning",
  });
}

/**
 * What main.js shares with a part that is loaded later, esbuild puts into a file of its own. It gets a name that index.html
 * can give beforehand, so that the browser asks for both at once.
 * @param {import("esbuild").BuildResult<{ metafile: true, write: false }>} page
 */
function nameSharedPart({ metafile: { outputs }, outputFiles }) {
  const imported = outputs[`${outdir}/main.js`]?.imports.filter(({ kind }) => kind === "import-statement") ?? [];
  const [shared, ...others] = imported.map(({ path }) => path);
  if (!shared || others.length > 0) throw new Error("main.js is to share one part with what is loaded later.");
  const name = `${outdir}/shared.js`;
  for (const output of Object.values(outputs)) {
    for (const each of output.imports) if (each.path === shared) each.path = name;
  }
  Object.assign(outputs, { [name]: outputs[shared] });
  delete outputs[shared];
  for (const file of outputFiles) {
    if (file.path === join(root, shared)) file.path = join(root, name);
    if (file.path.endsWith(".js")) {
      file.contents = new TextEncoder().encode(file.text.replaceAll(basename(shared), basename(name)));
    }
  }
}

/** What an earlier build left behind would be deployed as well. */
function removeAllBut(/** @type {Set<string>} */ outputs) {
  for (const name of readdirSync(join(root, outdir))) {
    if (!outputs.has(`${outdir}/${name}`)) rmSync(join(root, outdir, name));
  }
}
