import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createGzip } from "node:zlib";

/** What Cloudflare compresses, of what Dormouse has. */
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|javascript|manifest\+json)|image\/svg\+xml)/;

/**
 * Stands before a server and compresses what browsers load from it, as Cloudflare does before a Worker; workerd itself does not.
 * Sockets are led through as they are.
 */
export async function startEdge(port: number): Promise<{ port: number; stop(): void }> {
  const edge = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const inner = request({ host: "127.0.0.1", port, method, path, headers }, (reply) => {
      if (!isCompressed(asked, reply)) {
        answer.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(answer);
        return;
      }
      const { "content-length": _, ...kept } = reply.headers;
      answer.writeHead(reply.statusCode!, { ...kept, "content-encoding": "gzip", vary: "accept-encoding" });
      reply.pipe(createGzip()).pipe(answer);
    });
    inner.on("error", () => answer.destroy());
    asked.pipe(inner);
  });
  edge.on("upgrade", ({ method, url, rawHeaders }, socket, head) => {
    const inner = connect(port, "127.0.0.1");
    const lines = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    inner.write(`${method} ${url} HTTP/1.1\r\n${lines.join("")}\r\n`);
    inner.write(head);
    socket.pipe(inner).pipe(socket);
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
  });
  await new Promise<void>((listening) => edge.listen(0, "127.0.0.1", listening));
  const stop = () => {
    edge.closeAllConnections();
    edge.close();
  };
  return { port: (edge.address() as AddressInfo).port, stop };
}

function isCompressed(asked: IncomingMessage, reply: IncomingMessage): boolean {
  const takesIt = /\bgzip\b/.test(String(asked.headers["accept-encoding"]));
  return takesIt && reply.statusCode === 200 && COMPRESSIBLE.test(reply.headers["content-type"] ?? "");
}
