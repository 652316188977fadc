// Bun's publish, as in its documentation's chat ("Pub/sub"); it counts the sender in, too. Keeps nothing.
const [port, compress] = process.argv.slice(2);
const server = Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  fetch(request, server) {
    const room = new URL(request.url).pathname;
    return server.upgrade(request, { data: { room } }) ? undefined : new Response("Upgrade failed", { status: 400 });
  },
  websocket: {
    perMessageDeflate: compress === "true",
    open(ws) {
      ws.subscribe(ws.data.room);
    },
    message(ws, message) {
      server.publish(ws.data.room, message);
    },
  },
});
console.log("ready");
