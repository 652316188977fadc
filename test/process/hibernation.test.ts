import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createTestHarness, unstable_readConfig } from "wrangler";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The runtime puts a room to sleep after ten seconds without an event; a machine that is busy may take longer. */
const LULL_MS = 13_000;
const LULLS = 5;
const HEARTBEAT_MS = 1_000;

it("a quiet room with open sockets leaves memory in spite of heartbeats, and comes back knowing everybody", async () => {
  const site = await Site.open();
  const quiet = await site.createRoom("Quiet");
  // The control: this room has a timer, and if the other one had one, this test would see it.
  const restless = await site.createRoom("Restless");
  const everybody = [...quiet.visitors, ...restless.visitors];

  for (let lull = 0; lull < LULLS && (await site.built()).quiet === 1; lull++) {
    await Promise.all(everybody.map((visitor) => visitor.listen(LULL_MS)));
    // A room that a heartbeat had woken would have been built again by now.
    expect(await site.built()).toEqual({ quiet: 1, restless: 1 });
    await Promise.all([quiet.talk(`m${lull}`), restless.talk(`m${lull}`)]);
  }
  expect(await site.built()).toEqual({ quiet: 2, restless: 1 });

  const cy = await quiet.enter("Cy");
  expect(cy.events[0]).toMatchObject({ type: "welcome", count: 3 });
  expect(namesOf(cy.events[0]!)).toEqual(["Ada", "Bo", "Cy"]);
  const names = quiet.visitors.map(({ name }) => name);
  for (const [index, visitor] of quiet.visitors.entries()) {
    // Each was told once of those who came later: nobody seemed to leave, or to come again, while the room slept.
    const told = () => visitor.events.filter(({ type }) => type === "presence");
    const others = () =>
      told()
        .flatMap(namesOf)
        .filter((name) => name !== visitor.name);
    await visitor.until(() => others().length >= names.length - 1 - index);
    expect(others()).toEqual(names.slice(index + 1));
    expect(told().flatMap(({ offline }) => offline)).toEqual([]);
  }
}, 150_000);

interface Event {
  type: string;
  id?: string;
  online?: { name: string }[];
  offline?: string[];
}

function namesOf({ online = [] }: Event): string[] {
  return online.map(({ name }) => name).sort();
}

/** Dormouse with its real Worker and rooms that tell how often they were built. */
class Site {
  private constructor(readonly url: URL) {}

  static async open(): Promise<Site> {
    const deployed = unstable_readConfig({ config: `${root}wrangler.toml` });
    const { name, compatibility_date, vars, durable_objects, migrations, d1_databases } = deployed;
    const main = `${root}test/process/fixtures/watched-rooms.mjs`;
    const config = { name, main, compatibility_date, vars, durable_objects, migrations, d1_databases };
    const server = createTestHarness({ root, workers: [{ config }] });
    onTestFinished(() => server.close());
    const { url } = await server.listen();
    await server.getWorker().applyD1Migrations("DB");
    return new Site(url);
  }

  /** How often each room was built. */
  async built(): Promise<Record<string, number>> {
    return (await fetch(new URL("/built", this.url))).json();
  }

  /** A new room with two people in it. */
  async createRoom(name: string): Promise<Place> {
    const token = await this.signIn("Founder");
    const { room } = await this.post("/api/rooms", { name }, token);
    const place = new Place(this, room.id);
    for (const visitor of ["Ada", "Bo"]) await place.enter(visitor);
    return place;
  }

  async signIn(name: string): Promise<string> {
    return (await this.post("/api/session", { name })).token;
  }

  async post(path: string, body: object, token?: string) {
    const authorization = token === undefined ? { Origin: this.url.origin } : { Authorization: `Bearer ${token}` };
    const headers = { "Content-Type": "application/json", ...authorization };
    const response = await fetch(new URL(path, this.url), { method: "POST", headers, body: JSON.stringify(body) });
    expect(response.status).toBe(201);
    return response.json();
  }
}

class Place {
  readonly visitors: Visitor[] = [];

  constructor(
    readonly site: Site,
    readonly room: string,
  ) {}

  async enter(name: string): Promise<Visitor> {
    const url = new URL(`/api/rooms/${this.room}/socket`, this.site.url);
    url.protocol = "ws:";
    const headers = { Authorization: `Bearer ${await this.site.signIn(name)}` };
    // Node's WebSocket takes headers, which the standard that the type describes does not have.
    const visitor = new Visitor(name, new WebSocket(url, { headers } as unknown as string[]));
    this.visitors.push(visitor);
    await visitor.until(({ events }) => events.some(({ type }) => type === "ready"));
    return visitor;
  }

  /** Everybody says something, and everybody hears all of it. */
  async talk(id: string): Promise<void> {
    for (const { name, socket } of this.visitors) {
      socket.send(JSON.stringify({ type: "send", id: `${id}-${name}`, text: "Anybody?" }));
    }
    for (const visitor of this.visitors) {
      for (const { name } of this.visitors) {
        await visitor.until(({ events }) => events.some((event) => event.id === `${id}-${name}`));
      }
    }
  }
}

class Visitor {
  readonly events: Event[] = [];
  #pongs = 0;
  #closed: number | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly name: string,
    readonly socket: WebSocket,
  ) {
    socket.addEventListener("message", ({ data }) => {
      if (data === "pong") this.#pongs++;
      else this.events.push(...(JSON.parse(data) as Event[]));
      for (const wake of this.#waiting) wake();
    });
    socket.addEventListener("close", ({ code }) => {
      this.#closed = code;
      for (const wake of this.#waiting) wake();
    });
    onTestFinished(() => socket.close());
  }

  async until(condition: (visitor: Visitor) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.#closed !== undefined) throw new Error(`${this.name}'s socket closed with ${this.#closed}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
      this.#waiting.clear();
    }
  }

  /** Says nothing for so long, in real time; only the heart beats, and each beat is answered. */
  async listen(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (let beats = this.#pongs + 1; Date.now() < end; beats++) {
      this.socket.send("ping");
      await this.until(() => this.#pongs === beats);
      await new Promise((resolve) => setTimeout(resolve, HEARTBEAT_MS));
    }
  }
}
