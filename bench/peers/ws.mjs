// ws 8 on Node: the README's "server broadcast", which includes the sender. Keeps nothing: no history, no order but
// that of arrival, and whoever is not connected misses what is said.
import WebSocket, { WebSocketServer } from "ws";

const [port, compress] = process.argv.slice(2);
const wss = new WebSocketServer({ port: Number(port), host: "127.0.0.1", perMessageDeflate: compress === "true" });

wss.on("connection", (ws) => {
  ws.on("error", console.error);
  ws.on("message", (data, isBinary) => {
    for (const client of wss.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});
wss.on("listening", () => console.log("ready"));
