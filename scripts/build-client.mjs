// Bundles the browser's half, src/client, to static/build: main.js and styles.css for the chat, usage.js and usage.css for its operator.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

try {
  await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: [
      { in: "src/client/main.tsx", out: "main" },
      { in: "src/client/styles.css", out: "styles" },
      // The operator's page is loaded by nobody else.
      { in: "src/client/usage/main.tsx", out: "usage" },
      { in: "src/client/usage.css", out: "usage" },
    ],
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
