import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { onTestFinished } from "vitest";
import type { RoomRecord } from "../../src/database/rooms.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import type { ClientFrame } from "../../src/protocol/frames.ts";
import type { Message, Person, User } from "../../src/protocol/model.ts";
import type { Room } from "../../src/room/room.ts";
import { encodeVisit, VISIT_HEADER, type Visit } from "../../src/room/visit.ts";

type Adjustable = "CONNECTIONS_PER_ROOM" | "MESSAGE_BURST" | "MESSAGES_PER_SECOND" | "IDLE_TIMEOUT_MINUTES" | "PLAN";

/** A room of a test's own, entered by its front door: the socket and the calls the Worker makes. */
export class TestRoom {
  readonly stub: DurableObjectStub<Room>;
  readonly #open = new Set<Guest>();

  private constructor(readonly record: RoomRecord) {
    this.stub = env.ROOM.getByName(record.id);
  }

  /** A new room, known to D1. */
  static async create(): Promise<TestRoom> {
    const id = `room-${crypto.randomUUID()}`;
    const row = await env.DB.prepare(
      "INSERT INTO rooms (id, name, topic, created_at, awake) VALUES (?, 'Test', '', 0, 1) RETURNING number",
    )
      .bind(id)
      .first<{ number: number }>();
    return new TestRoom({ id, name: "Test", topic: "", number: row!.number, version: 0, edition: 0 });
  }

  /** A room that D1 knows already. */
  static of(record: RoomRecord): TestRoom {
    return new TestRoom(record);
  }

  /** What the Worker does before it lets anybody in: D1 learns that the room is awake, and says how far its archive is. */
  async knock(): Promise<void> {
    const query = "UPDATE rooms SET awake = 1 WHERE number = ? RETURNING version";
    const row = await env.DB.prepare(query).bind(this.record.number).first<{ version: number }>();
    this.record.version = row!.version;
  }

  visit(name: string, options: VisitOptions = {}): Visit {
    const { session = `session-${name}`, visible = true, moderator = false, as = name } = options;
    const user: User = { id: name, name: as, guest: true };
    return { room: this.record, caller: { user, session, visible, moderator } };
  }

  /** Opens a connection and waits until it is ready, or closed. */
  async join(name: string, options: VisitOptions & { seen?: Seen; tab?: string } = {}): Promise<Guest> {
    await this.knock();
    const { seen, tab } = options;
    const query = new URLSearchParams({ ...(tab && { tab }) });
    if (seen) for (const [key, value] of Object.entries(seen)) query.set(key, String(value));
    const response = await this.stub.fetch(`https://room/socket?${query}`, {
      headers: { Upgrade: "websocket", [VISIT_HEADER]: encodeVisit(this.visit(name, options)) },
    });
    const guest = new Guest(name, response.webSocket!);
    this.#open.add(guest);
    await guest.until(() => guest.closed !== undefined || guest.events.some((event) => event.type === "ready"));
    return guest;
  }

  /** Evicts the room from memory with its sockets open, as the runtime does with a quiet one. */
  async evict(): Promise<void> {
    await evictDurableObject(this.stub);
  }

  /** Runs the alarm if one is set; says whether one was. */
  alarm(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  /** When the alarm is set for. */
  alarmAt(): Promise<number | null> {
    return this.inside((_, state) => state.storage.getAlarm());
  }

  inside<R>(work: (room: Room, state: DurableObjectState) => R | Promise<R>): Promise<R> {
    return runInDurableObject(this.stub, work);
  }

  /** Wakes the room with other variables than wrangler.toml's, its sockets kept, until the test is over. */
  async configure(variables: Partial<Pick<Env, Adjustable>>): Promise<void> {
    const before = { ...env };
    onTestFinished(() => void Object.assign(env, before));
    Object.assign(env, variables);
    // Only a room that is awake can be evicted.
    await this.inside(() => {});
    await this.evict();
  }

  /** Every message the room holds. */
  async messages(): Promise<Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const page = await this.stub.page(this.record, { after: messages.length, limit: 100 });
      messages.push(...page.messages);
      if (!page.hasAfter) return messages;
    }
  }

  /** Waits until everybody has been told everything: a frame that is answered comes after all earlier ones. */
  async settle(): Promise<void> {
    for (const guest of this.#open) await guest.settle();
  }
}

export interface VisitOptions {
  session?: string;
  visible?: boolean;
  moderator?: boolean;
  /** The name shown, if it is not the id. */
  as?: string;
}

export interface Seen {
  epoch: string;
  seq: number;
  rev: number;
}

/** Somebody with a socket: what they were told, and what they can say. */
export class Guest {
  readonly frames: string[] = [];
  readonly events: ServerEvent[] = [];
  closed: { code: number; reason: string } | undefined;
  #probe = 0;
  #waiting = new Set<() => void>();

  constructor(
    readonly name: string,
    readonly socket: WebSocket,
  ) {
    socket.addEventListener("message", ({ data }) => {
      if (data !== "pong") {
        this.frames.push(data as string);
        this.events.push(...(JSON.parse(data as string) as ServerEvent[]));
      }
      for (const wake of this.#waiting) wake();
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
      for (const wake of this.#waiting) wake();
    });
    socket.accept();
  }

  /** Sends a frame, typed or as it is. */
  send(frame: ClientFrame | string | ArrayBuffer): void {
    const raw = typeof frame === "string" || frame instanceof ArrayBuffer;
    this.socket.send(raw ? frame : JSON.stringify(frame));
  }

  say(id: string, text: string): void {
    this.send({ type: "send", id, text });
  }

  /** Waits until `condition` holds after some event. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** Waits for the first event of this type after the first `from` ones. */
  async next<T extends ServerEvent["type"]>(type: T, from = 0): Promise<Extract<ServerEvent, { type: T }>> {
    const find = () => this.events.slice(from).find((event) => event.type === type);
    await this.until(() => find() !== undefined);
    return find() as Extract<ServerEvent, { type: T }>;
  }

  /** Waits until everything sent before has been answered: an unknown type always is. The probes leave no trace here. */
  async settle(): Promise<void> {
    if (this.closed) return;
    const id = `probe-${this.#probe++}`;
    this.send(JSON.stringify({ type: "probe", id }));
    const isAnswer = (event: ServerEvent) => event.type === "error" && event.id === id;
    await this.until(() => this.closed !== undefined || this.events.some(isAnswer));
    const index = this.events.findIndex(isAnswer);
    if (index >= 0) this.events.splice(index, 1);
    const frame = this.frames.findIndex((text) => text.includes(`"id":"${id}"`));
    if (frame >= 0) this.frames.splice(frame, 1);
  }

  /** What this guest would ask to resume from. */
  get seen(): Seen {
    const welcome = this.events.find((event) => event.type === "welcome")!;
    let { seq, rev } = welcome;
    for (const event of this.events) {
      if (event.type !== "message") continue;
      seq = Math.max(seq, event.seq);
      rev = Math.max(rev, event.rev ?? 0);
    }
    return { epoch: welcome.epoch, seq, rev };
  }

  get messages(): Extract<ServerEvent, { type: "message" }>[] {
    return this.events.filter((event) => event.type === "message");
  }

  get errors(): string[] {
    return this.events.flatMap((event) => (event.type === "error" ? [event.code] : []));
  }

  /** Who is online, as far as this guest was told. */
  get roster(): Person[] {
    const people = new Map<string, Person>();
    for (const event of this.events) {
      if (event.type === "welcome") people.clear();
      if (event.type !== "welcome" && event.type !== "presence") continue;
      for (const person of event.online) people.set(person.id, person);
      if (event.type === "presence") for (const id of event.offline) people.delete(id);
    }
    return [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Closes the connection and waits for the room's answer. */
  async leave(code?: number): Promise<void> {
    this.socket.close(code ?? 1000);
    await this.until(() => this.closed !== undefined);
  }
}
