import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give to whoever asks for any, so that nobody gets it before it is used. */
const FIRST = 20_000;
const LAST = 32_000;

/** A port of this machine that is free. */
export async function freePort(host: string): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const server = createServer().listen(port, host);
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
