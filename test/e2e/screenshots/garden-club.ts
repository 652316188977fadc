import type { Site } from "../site.ts";

/** Who says what in the room that the pictures show, in this order. */
const TALK: [who: string, text: string, replyTo?: number][] = [
  ["Grace Hopper", "Morning! Did the **seed order** arrive?"],
  ["Grace Hopper", "I can pick it up on the way if not."],
  ["Linus", "It did: tomatoes, beans and the tall sunflowers 🌻"],
  [
    "Zoë",
    "Then let us meet on Saturday at ten, by the shed. Bring gloves, and if anybody has a spare watering can, that too: last year we had one for eleven people and it took the whole morning.",
    1,
  ],
  [
    "Linus",
    "What is still to do:\n- the raised beds\n- ~~the fence~~ done on Tuesday\n- labels, see https://example.org/seeds/2026",
  ],
  ["محمد", "مرحبا! سأكون هناك يوم السبت"],
  [
    "Zoë",
    '@Ada could you water them until then? The timer is set with\n```js\nconst litres = beds.length * 4;\ntimer.every("evening", () => water(litres));\n```',
  ],
  ["Grace Hopper", "🎉🌱"],
];

/** People who are in the room until the pictures are taken. */
export interface Club {
  /** The room's id. */
  room: string;
  leave(): void;
}

/** Fills a room with people and what they say. */
export async function garden(site: Site): Promise<Club> {
  const maker = await Guest.signIn(site, "Maker");
  await maker.makeRoom("Announcements", "What everybody should know");
  await maker.makeRoom("Year 9 maths", "Homework, and how to do it");
  const room = await maker.makeRoom("Garden club", "Saturdays at ten, by the shed");
  const guests = new Map<string, Guest>();
  for (const [index, [who, text, replyTo]] of TALK.entries()) {
    const guest = guests.get(who) ?? (await Guest.signIn(site, who));
    guests.set(who, guest);
    await guest.call(`/api/rooms/${room}/messages`, { id: `talk-${index}`, text, ...(replyTo && { replyTo }) });
  }
  const sockets: WebSocket[] = [];
  for (const guest of guests.values()) sockets.push(await guest.enter(room));
  const [grace, linus, zoe] = sockets as [WebSocket, WebSocket, WebSocket];
  for (const socket of [grace, zoe]) socket.send('{"type":"react","id":"like","seq":3,"emoji":"👍","on":true}');
  linus.send('{"type":"status","status":"away"}');
  return {
    room,
    leave() {
      for (const socket of sockets) socket.close();
    },
  };
}

/** Somebody without a browser. */
class Guest {
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
