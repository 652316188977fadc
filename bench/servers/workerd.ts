// Durable Objects of the peers on `workerd serve`, without anything in front of it, stored on disk.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { bench, root } from "../root.ts";

/** The same as the product's, so that the runtime behaves the same. */
const COMPATIBILITY_DATE = "2026-10-01";

/** The runtime that wrangler brings along. */
function workerdBinary(): string {
  const fromWrangler = createRequire(createRequire(join(root, "package.json")).resolve("wrangler"));
  return createRequire(fromWrangler.resolve("miniflare"))("workerd").default as string;
}

/** @returns the command line that serves a peer whose Worker has a class `Chat`, bound as `CHAT` */
export async function workerdCommand(peer: string, folder: string, port: number, compress: boolean): Promise<string[]> {
  mkdirSync(join(folder, "objects"), { recursive: true });
  await build({
    absWorkingDir: bench,
    entryPoints: [`peers/${peer}.mjs`],
    outfile: join(folder, "index.js"),
    bundle: true,
    minify: true,
    format: "esm",
    external: ["cloudflare:*", "node:*"],
    logLevel: "error",
  });
  const flags = compress ? "" : '"no_web_socket_compression"';
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "disk", disk = (path = "objects", writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = [${flags}],
  bindings = [(name = "CHAT", durableObjectNamespace = "Chat")],
  durableObjectNamespaces = [(className = "Chat", uniqueKey = "bench", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
);
`;
  const file = join(folder, "config.capnp");
  writeFileSync(file, config);
  return [workerdBinary(), "serve", "--experimental", file, "config"];
}
