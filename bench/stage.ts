import { Audience, type Gathering } from "./generator/audience.ts";
import type { Contender } from "./servers/contenders.ts";
import { Server, type ServerOptions } from "./servers/server.ts";

/** A server with its people in it. */
export interface Act {
  title: string;
  server: Server;
  audience: Audience;
}

export interface Casting extends Omit<Gathering, "rooms">, ServerOptions {
  title?: string;
  /** How many rooms, one if absent, and how many load generators. */
  rooms?: number;
  generators?: number;
}

/** Starts a server and fills its rooms. */
async function open(contender: Contender, casting: Casting): Promise<Act> {
  const { title = contender.title, rooms: count = 1, generators = 1, members, senders, samplers, ...options } = casting;
  const server = await Server.start(contender, options);
  const audience = new Audience(server, generators);
  try {
    const rooms: string[] = [];
    for (let i = 0; i < count; i++) rooms.push(await contender.makeRoom(server.place.port, `room-${i + 1}`));
    await audience.arrive({ rooms, members, senders, ...(samplers !== undefined && { samplers }) });
    return { title, server, audience };
  } catch (error) {
    audience.stop();
    await server.stop();
    throw error;
  }
}

async function close({ audience, server }: Act): Promise<void> {
  await audience.leave();
  audience.stop();
  await server.stop();
}

/** Opens several acts, does something with them, and closes them whatever comes of it. */
export async function withActs<T>(castings: [Contender, Casting][], use: (acts: Act[]) => Promise<T>): Promise<T> {
  const acts: Act[] = [];
  try {
    for (const [contender, casting] of castings) acts.push(await open(contender, casting));
    return await use(acts);
  } finally {
    await Promise.all(acts.map(close));
  }
}
