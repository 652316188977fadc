import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Mutant } from "./mutants.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Makes a Worker of the sources, as a deployment would, with a mutant's change made to them if one is given.
 * @param folder where it goes
 * @returns the file
 * @throws Error if the text that the mutant replaces is not in its file exactly once
 */
export async function makeBundle(folder: string, mutant?: Mutant): Promise<string> {
  const outfile = join(folder, "worker.js");
  await build({
    absWorkingDir: root,
    entryPoints: ["src/worker/index.ts"],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    external: ["cloudflare:*"],
    logLevel: "silent",
    plugins: mutant ? [mutation(mutant)] : [],
  });
  return outfile;
}

function mutation({ file, text, becomes }: Mutant): Plugin {
  return {
    name: "mutant",
    setup({ onLoad, onEnd }) {
      let applied = false;
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== join(root, file)) return undefined;
        const parts = (await readFile(path, "utf8")).split(text);
        if (parts.length !== 2) throw new Error(`${file} has "${text}" ${parts.length - 1} times: mend this mutant.`);
        applied = true;
        return { contents: parts.join(becomes), loader: "ts" };
      });
      onEnd(() => {
        if (!applied) throw new Error(`${file} is no part of the Worker any more: mend this mutant.`);
      });
    },
  };
}
