// Runs Dormouse in a process of its own: the bundle that `wrangler deploy` would upload, in the workerd that Miniflare
// configures, on a socket that leads straight to the Worker. Started by servers.ts with a JSON of `HostOptions`.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fillArchive } from "../archive/fill.ts";
import { root } from "../root.ts";
import { raised } from "./raised.ts";

export interface HostOptions {
  /** Folder of the bundle. */
  bundle: string;
  /** Folder for what is stored. */
  storage: string;
  port: number;
  compress: boolean;
  /** Whether it also serves the page, through the router that Cloudflare has in front of a Worker with static files. */
  pages: boolean;
  /** Whether it tells at /api/built how often each room was built, which shows that one has slept. */
  watched: boolean;
  /** Messages that the lobby's archive holds from the start. */
  archived: number;
  /** Of workerd's debugger; none if absent. */
  inspectorPort?: number | undefined;
}

const options = JSON.parse(process.argv[2]!) as HostOptions;
const require = createRequire(join(root, "package.json"));
const { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } = require("wrangler");
// Miniflare is wrangler's own dependency, so it is looked for from there.
const { Miniflare, convertV4MiniflareOptions } = createRequire(require.resolve("wrangler"))("miniflare");

/** The deployed bundle, and around it what counts the rooms that are built, if that is wanted. */
function modules(): { type: "ESModule"; path: string; contents: string }[] {
  const contents = readFileSync(join(options.bundle, "index.js"), "utf8");
  const watched = `import worker, { Room as Plain } from "./index.js";
    const built = {};
    export class Room extends Plain {
      constructor(ctx, env) {
        super(ctx, env);
        built[ctx.id.name] = (built[ctx.id.name] ?? 0) + 1;
      }
    }
    export default {
      fetch: (request, env, ctx) =>
        new URL(request.url).pathname === "/api/built" ? Response.json(built) : worker.fetch(request, env, ctx),
    };`;
  return [
    ...(options.watched ? [{ type: "ESModule" as const, path: "watched.js", contents: watched }] : []),
    { type: "ESModule" as const, path: "index.js", contents },
  ];
}

const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
let miniflare = start();
await migrate();
if (options.archived > 0) {
  // Written into the file as the archive would have, but not in batches of 50, of which a million messages have too many.
  await miniflare.dispose();
  fillArchive(findDatabase(), options.archived);
  miniflare = start();
}
await miniflare.ready;
console.log("ready");
process.on("SIGTERM", () => miniflare.dispose().then(() => process.exit(0)));

function start() {
  return new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      ...(options.inspectorPort !== undefined && { inspectorPort: options.inspectorPort }),
      resourcePersistencePath: options.storage,
      workers: [
        {
          ...workerOptions,
          name: "dormouse",
          modules: modules(),
          modulesRoot: "/",
          compatibilityFlags: options.compress ? [] : ["no_web_socket_compression"],
          bindings: { ...workerOptions.bindings, ...raised },
          unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port }],
          // Without static files the socket leads straight to the Worker, as that of the peers does.
          ...(!options.pages && { assets: undefined }),
        },
      ],
    }),
  );
}

async function migrate(): Promise<void> {
  const database = await miniflare.getD1Database("DB");
  const folder = join(root, "src/database/migrations");
  for (const file of readdirSync(folder).sort()) {
    const statements: string[] = unstable_splitSqlQuery(readFileSync(join(folder, file), "utf8"));
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}

/** The file of D1's database: the only one in its folder that is not the runtime's own. */
function findDatabase(): string {
  const folder = join(options.storage, "d1");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const [file] = files.filter((name) => name.endsWith(".sqlite") && !name.includes("metadata"));
  if (!file) throw new Error(`There is no database in ${folder}.`);
  return join(folder, file);
}
