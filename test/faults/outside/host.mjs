// Dormouse in a process of its own, to be killed: its bundle in the runtime that `wrangler dev` uses, with the same storage,
// D1 and alarms, but with a socket that leads straight to the Worker. wrangler's proxy would hide from the room what a
// test does to a connection, and makes every start take seconds longer.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** See `HostOptions` in server.ts. */
const { bundle, storage, port, worker, migrations } = JSON.parse(process.argv[2]);

// Miniflare is wrangler's own dependency, so it is looked for from there.
const wrangler = createRequire(import.meta.url).resolve("wrangler");
const { Miniflare, convertV4MiniflareOptions } = createRequire(wrangler)("miniflare");

const runtime = new Miniflare(
  convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    resourcePersistencePath: storage,
    workers: [
      {
        ...worker,
        name: "dormouse",
        modules: [{ type: "ESModule", path: "index.js", contents: readFileSync(bundle, "utf8") }],
        modulesRoot: "/",
        unsafeDirectSockets: [{ host: "127.0.0.1", port }],
      },
    ],
  }),
);
await runtime.ready;

// Only on the first of several lives.
if (migrations.length > 0) {
  const database = await runtime.getD1Database("DB");
  await database.batch(migrations.map((statement) => database.prepare(statement)));
}
console.log("ready");
