// socket.io 4 on Node: the chat of its "Get started", with its rooms. Keeps nothing.
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, compress] = process.argv.slice(2);
const server = createServer();
const io = new Server(server, { perMessageDeflate: compress === "true" });

io.on("connection", (socket) => {
  const { room } = socket.handshake.query;
  socket.join(room);
  socket.on("chat message", (message) => {
    io.to(room).emit("chat message", message);
  });
});
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
