import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";

const WORKER = "/build/service-worker.js";

/** A site under another address, where a deployment can be played: the service worker is then another one. */
export class Deployments {
  readonly #server: Server;
  #count = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async of(site: URL): Promise<Deployments> {
    const server = createServer();
    const deployments = new Deployments(server);
    const { hostname, port } = site;
    server.on("request", (incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
        if (url === WORKER) delete answer.headers["content-length"];
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        if (url !== WORKER) answer.pipe(outgoing);
        else
          answer
            .setEncoding("utf8")
            .toArray()
            .then((parts) => outgoing.end(deployments.#newest(parts.join(""))));
      });
      if (url === WORKER) for (const name of ["if-none-match", "accept-encoding"]) forwarded.removeHeader(name);
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    server.on("upgrade", ({ url, rawHeaders }, socket, head) => {
      const upstream = connect(Number(port), hostname, () => {
        const lines = rawHeaders.map((part, index) => part + (index % 2 === 0 ? ": " : "\r\n")).join("");
        upstream.write(`GET ${url} HTTP/1.1\r\n${lines}\r\n`);
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return deployments;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  /** From now on the page is of a newer version. */
  deploy(): void {
    this.#count++;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #newest(worker: string): string {
    return this.#count === 0 ? worker : worker.replace("dormouse-", `dormouse-${this.#count}-`);
  }
}
