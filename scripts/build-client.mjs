// Bundles the browser's half, src/client, to static/build: main.js and styles.css for the chat, with what it loads only
// when it is needed in files of their own beside it; usage.js and usage.css for the chat's operator; service-worker.js.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildServiceWorker } from "./build-service-worker.mjs";
import { emojiModules } from "./emoji-data.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = "static/build";

try {
  const [page, usage] = await Promise.all([
    bundle([
      { in: "src/client/main.tsx", out: "main" },
      { in: "src/client/styles.css", out: "styles" },
    ]),
    // The operator's page is loaded by nobody else.
    bundle([
      { in: "src/client/usage/main.tsx", out: "usage" },
      { in: "src/client/usage.css", out: "usage" },
    ]),
  ]);
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
    plugins: [emojiModules],
    metafile: true,
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

/** What an earlier build left behind would be deployed as well. */
function removeAllBut(/** @type {Set<string>} */ outputs) {
  for (const name of readdirSync(join(root, outdir))) {
    if (!outputs.has(`${outdir}/${name}`)) rmSync(join(root, outdir, name));
  }
}
