import type { Site } from "./site.ts";

/** Somebody without a browser. */
export class Guest {
  private constructor(
    private readonly site: Site,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(site: Site, name: string): Promise<Guest> {
    const { token } = await new Guest(site, {}).call("/api/session", { name });
    return new Guest(site, { authorization: `Bearer ${token}` });
  }

  async call(path: string, body: object): Promise<Record<string, unknown>> {
    const headers = { "content-type": "application/json", ...this.headers };
    const response = await fetch(new URL(path, this.site.url), { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  }

  async makeRoom(name: string, topic: string): Promise<string> {
    const { room } = await this.call("/api/rooms", { name, topic });
    return (room as { id: string }).id;
  }

  async enter(room: string): Promise<WebSocket> {
    const address = new URL(`/api/rooms/${room}/socket`, this.site.url);
    address.protocol = "ws:";
    // Node's takes headers; the browser's, after which the type is made, does not.
    const options = { headers: this.headers } as unknown as string[];
    const socket = new WebSocket(address, options);
    await new Promise((resolve, reject) => {
      socket.onmessage = resolve;
      socket.onerror = reject;
    });
    return socket;
  }
}
