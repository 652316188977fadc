import { join } from "node:path";
import type { DialectName } from "../generator/dialects.ts";
import { makeRoom } from "../generator/sessions.ts";
import { bench, root } from "../root.ts";
import { bundle } from "./bundle.ts";
import type { HostOptions } from "./dormouse-host.ts";
import { raised } from "./raised.ts";
import { workerdCommand } from "./workerd.ts";

/** Where a server is to be. */
export interface Place {
  /** A folder of its own, for what it stores. */
  folder: string;
  port: number;
  compress: boolean;
  pages: boolean;
  watched: boolean;
  archived: number;
  inspectorPort?: number | undefined;
}

/** A server of the comparison. */
export interface Contender {
  name: string;
  title: string;
  dialect: DialectName;
  /** The command line that runs it. */
  command(place: Place): Promise<string[]> | string[];
  /** What it prints when it is ready, if it listens before that. */
  announces?: string;
  /** Makes a room. @returns its id */
  makeRoom(port: number, name: string): Promise<string>;
  /** The address of a room's socket. */
  path(room: string): string;
}

/** In the peers a room is there as soon as somebody comes. */
const comesByItself = async (_port: number, name: string) => name;

const node = (peer: string) => (place: Place) => [
  process.execPath,
  join(bench, "peers", `${peer}.mjs`),
  String(place.port),
  String(place.compress),
];

export const contenders = {
  dormouse: {
    name: "dormouse",
    title: "Dormouse",
    dialect: "dormouse",
    command: ({ folder, ...place }) => {
      const options: HostOptions = { bundle: bundle(), storage: folder, ...place };
      return [process.execPath, join(bench, "servers/dormouse-host.ts"), JSON.stringify(options)];
    },
    announces: "ready",
    makeRoom,
    path: (room) => `/api/rooms/${room}/socket`,
  },
  ws: {
    name: "ws",
    title: "ws on Node",
    dialect: "json",
    command: node("ws"),
    makeRoom: comesByItself,
    path: () => "/",
  },
  socketio: {
    name: "socketio",
    title: "socket.io on Node",
    dialect: "socketio",
    command: node("socketio"),
    makeRoom: comesByItself,
    path: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
  },
  bun: {
    name: "bun",
    title: "Bun publish",
    dialect: "json",
    command: ({ port, compress }) => [
      join(bench, "node_modules/.bin/bun"),
      join(bench, "peers/bun.mjs"),
      String(port),
      String(compress),
    ],
    makeRoom: comesByItself,
    path: (room) => `/${room}`,
  },
  partyserver: {
    name: "partyserver",
    title: "partyserver broadcast",
    dialect: "json",
    command: ({ folder, port, compress }) => workerdCommand("partyserver", folder, port, compress),
    makeRoom: comesByItself,
    path: (room) => `/parties/chat/${room}`,
  },
  plain: {
    name: "plain",
    title: "plainest Durable Object",
    dialect: "json",
    command: ({ folder, port, compress }) => workerdCommand("plain-object", folder, port, compress),
    makeRoom: comesByItself,
    path: (room) => `/${room}`,
  },
} satisfies Record<string, Contender>;

/** Dormouse as `npm start` runs it: through wrangler's proxy, rebuilt when a file changes. */
export const wranglerDev: Contender = {
  ...contenders.dormouse,
  name: "dormouse-dev",
  title: "Dormouse, wrangler dev",
  announces: "Ready on",
  command: ({ folder, port }) => [
    process.execPath,
    join(root, "scripts/start.mjs"),
    ...["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--persist-to", folder],
    ...Object.entries(raised).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
  ],
};
