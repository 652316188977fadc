// Runs Dormouse in a process of its own: the bundle that `wrangler deploy` would upload, in the workerd that Miniflare
// configures, on a socket that leads straight to the Worker. Started by servers.ts with a JSON of `HostOptions`.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../root.ts";

export interface HostOptions {
  /** Folder of the bundle. */
  bundle: string;
  /** Folder for what is stored. */
  storage: string;
  port: number;
  compress: boolean;
  /** Of workerd's debugger; none if absent. */
  inspectorPort?: number | undefined;
}

/** Limits a bench would run into, raised through the variables that any deployment has. Nothing else differs. */
const RAISED = {
  MESSAGE_BURST: 1_000,
  MESSAGES_PER_SECOND: 1_000,
  CONNECTIONS_PER_ROOM: 20_000,
  SESSIONS_PER_HOUR: 1_000_000,
  ROOMS_PER_HOUR: 1_000_000,
};

const options = JSON.parse(process.argv[2]!) as HostOptions;
const require = createRequire(join(root, "package.json"));
const { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } = require("wrangler");
// Miniflare is wrangler's own dependency, so it is looked for from there.
const { Miniflare, convertV4MiniflareOptions } = createRequire(require.resolve("wrangler"))("miniflare");

const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    verbose: false,
    ...(options.inspectorPort !== undefined && { inspectorPort: options.inspectorPort }),
    resourcePersistencePath: options.storage,
    workers: [
      {
        ...workerOptions,
        name: "dormouse",
        modules: [
          { type: "ESModule", path: "index.js", contents: readFileSync(join(options.bundle, "index.js"), "utf8") },
        ],
        modulesRoot: "/",
        compatibilityFlags: options.compress ? [] : ["no_web_socket_compression"],
        bindings: { ...workerOptions.bindings, ...RAISED, ...JSON.parse(process.env.BENCH_VARS ?? "{}") },
        unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port }],
      },
    ],
  }),
);
await miniflare.ready;

const database = await miniflare.getD1Database("DB");
const migrations = join(root, "src/database/migrations");
for (const file of readdirSync(migrations).sort()) {
  const statements: string[] = unstable_splitSqlQuery(readFileSync(join(migrations, file), "utf8"));
  await database.batch(statements.map((statement) => database.prepare(statement)));
}
console.log(`ready ${await miniflare.unsafeGetDirectURL("dormouse")}`);
process.on("SIGTERM", () => miniflare.dispose().then(() => process.exit(0)));
