// Builds the service worker once the rest of the client is built, because it holds the name and hash of every file of it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** What is served as it is and the page needs, or an installed one. */
const STATIC = ["index.html", "icon.svg", "icon-192.png", "manifest.webmanifest"];

/**
 * @param {string} root the repository
 * @param {string} outdir where the client was built, and the worker is
 * @param {import("esbuild").Metafile["outputs"]} outputs of the page
 * @returns {Promise<string>} the worker's file
 */
export async function buildServiceWorker(root, outdir, outputs) {
  const needed = withImports(`${outdir}/main.js`, outputs);
  needed.add(`${outdir}/styles.css`);
  const parts = Object.keys(outputs).filter((name) => !needed.has(name));
  const shell = [...STATIC.map((name) => `static/${name}`), ...needed];
  // The headers come with the files, so other headers make another version.
  const version = createHash("sha256");
  for (const name of [...shell, ...parts, "static/_headers"]) version.update(`${name}\n`).update(read(name));
  const outfile = `${outdir}/service-worker.js`;
  await build({
    absWorkingDir: root,
    entryPoints: ["src/client/service-worker/worker.ts"],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    define: {
      VERSION: JSON.stringify(version.digest("hex").slice(0, 16)),
      SHELL: JSON.stringify(shell.map(withIntegrity)),
      PARTS: JSON.stringify(parts.map(withIntegrity)),
    },
    legalComments: "none",
    logLevel: "warning",
  });
  return outfile;

  function read(/** @type {string} */ name) {
    return readFileSync(join(root, name));
  }

  function withIntegrity(/** @type {string} */ name) {
    // Cloudflare can be told to add to pages on their way, and "/" is where it serves this one.
    if (name === "static/index.html") return ["/", ""];
    return [name.replace(/^static/, ""), `sha256-${createHash("sha256").update(read(name)).digest("base64")}`];
  }
}

/**
 * A script and all that it cannot start without.
 * @param {string} name
 * @param {import("esbuild").Metafile["outputs"]} outputs
 * @returns {Set<string>}
 */
function withImports(name, outputs) {
  const imports = (outputs[name]?.imports ?? []).filter(({ kind }) => kind === "import-statement");
  return new Set([name, ...imports.flatMap(({ path }) => [...withImports(path, outputs)])]);
}
