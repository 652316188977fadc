import { evictDurableObject } from "cloudflare:test";
import type { Guest, TestRoom } from "./people.ts";

/** The network of one guest fails: the room is told so by the runtime, without a close frame. */
export async function cut(room: TestRoom, guest: Guest): Promise<void> {
  const { connection } = guest.events.find((event) => event.type === "welcome")!;
  await room.inside((instance, state) => {
    const isTheirs = (socket: WebSocket) => JSON.stringify(socket.deserializeAttachment()).includes(connection);
    instance.webSocketClose(state.getWebSockets().find(isTheirs)!, 1006);
  });
  await guest.until(() => guest.closed !== undefined);
}

/** The room's machine fails: every connection is gone, and the room is told nothing. */
export async function crash(room: TestRoom): Promise<void> {
  await room.inside(() => {});
  await evictDurableObject(room.stub, { webSockets: "close" });
}
