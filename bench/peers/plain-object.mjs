// The plainest chat in a Durable Object: hibernating sockets, a row for each message, a send for each socket. A message
// is on disk before anybody sees it. Nobody is signed in, nothing is sent again after a reconnect.
import { DurableObject } from "cloudflare:workers";

export class Chat extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, id TEXT, name TEXT, text TEXT, at INTEGER)",
    );
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(_socket, data) {
    const { id, name, text } = JSON.parse(data);
    const at = Date.now();
    const { seq } = this.ctx.storage.sql
      .exec("INSERT INTO messages (id, name, text, at) VALUES (?, ?, ?, ?) RETURNING seq", id, name, text, at)
      .one();
    const frame = JSON.stringify({ seq, id, name, text, at });
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
  }

  webSocketClose(socket) {
    socket.close(1000);
  }
}

export default {
  fetch(request, env) {
    return env.CHAT.getByName(new URL(request.url).pathname).fetch(request);
  },
};
