// Bundles the browser's half: src/client → static/build/main.js and static/build/styles.css.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

try {
  await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: { main: "src/client/main.tsx", styles: "src/client/styles.css" },
    outdir: "static/build",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "warning",
  });
} catch (error) {
  // esbuild has printed each error with its place; anything else is printed here.
  if (!(error instanceof Error && "errors" in error)) console.error(error);
  console.error("The client was not built.");
  process.exit(1);
}
