import { env } from "cloudflare:workers";
import { PAGE_DEFAULT } from "../../src/protocol/limits.ts";
import { Guest } from "../room/people.ts";
import { call, newcomer, type Somebody } from "../worker/calls.ts";

/** Milliseconds that a client waits before it says how far was read. */
const READ_AFTER = 60_000;

/** Somebody with the page open now and then; makes the calls and sends the frames that the page does. */
export class Visitor {
  #guest: Guest | undefined;
  /** Last message seen, and read as far as the room was told. */
  #read = 0;
  #readsAt: number | undefined;
  #said = 0;

  /** @param somebody who has been here before; a newcomer signs in at their first visit */
  constructor(
    private readonly room: { id: string; number: number },
    private somebody: Somebody | undefined,
  ) {}

  /** Somebody who has a session and is known to the room. */
  static async regular(room: { id: string; number: number }): Promise<Visitor> {
    const somebody = await newcomer();
    await env.DB.prepare("INSERT INTO members (user, room, joined_at) VALUES (?, ?, 0)")
      .bind(somebody.user.id, room.number)
      .run();
    return new Visitor(room, somebody);
  }

  /** When the room is to be told how far was read; undefined if there is nothing to tell. */
  get readsAt(): number | undefined {
    return this.#guest ? this.#readsAt : undefined;
  }

  /** Opens the page: who am I, which rooms are there, and the socket. */
  async come(): Promise<void> {
    await this.#call("GET", "/api/session");
    this.somebody ??= await newcomer();
    await this.#call("GET", "/api/rooms");
    const headers = { Upgrade: "websocket" };
    const { webSocket } = await this.#call("GET", `/api/rooms/${this.room.id}/socket?tab=one`, headers);
    const guest = new Guest("visitor", webSocket!);
    this.#guest = guest;
    await guest.until(() => guest.events.some(({ type }) => type === "ready"));
    guest.socket.addEventListener("message", () => {
      this.#readsAt ??= Date.now() + READ_AFTER;
    });
  }

  async go(): Promise<void> {
    if (this.#readsAt !== undefined) await this.tellRead();
    await this.#guest!.leave();
    this.#guest = undefined;
  }

  async type(): Promise<void> {
    this.#here.send({ type: "typing" });
    await settled();
  }

  async say(): Promise<void> {
    const id = `${this.somebody!.user.id}-${this.#said++}`;
    const guest = this.#here;
    guest.say(id, "About as many words as people write into a chat at a time, or a few less.");
    await guest.until(() => guest.messages.some((message) => message.id === id));
  }

  async react(): Promise<void> {
    await this.#change((seq, id) => ({ type: "react", id, seq, emoji: "👍", on: true }));
  }

  async edit(): Promise<void> {
    await this.#change((seq, id) => ({ type: "edit", id, seq, text: `Better words, ${id}` }), this.somebody!.user.id);
  }

  async page(): Promise<void> {
    await this.#call("GET", `/api/rooms/${this.room.id}/messages?before=${this.#latest}&limit=${PAGE_DEFAULT}&rev=0`);
  }

  async search(): Promise<void> {
    await this.#call("GET", `/api/search?q=words&room=${this.room.id}`);
  }

  async away(): Promise<void> {
    this.#here.send({ type: "status", status: "away" });
    await settled();
  }

  async back(): Promise<void> {
    this.#here.send({ type: "status", status: "active" });
    await settled();
  }

  async tellRead(): Promise<void> {
    this.#readsAt = undefined;
    if (this.#latest <= this.#read) return;
    this.#read = this.#latest;
    this.#here.send({ type: "read", seq: this.#read });
    await settled();
  }

  /** Changes the last message there is, or the last one of this author. */
  async #change(
    command: (seq: number, id: string) => Parameters<Guest["send"]>[0],
    author: string | undefined = undefined,
  ): Promise<void> {
    const guest = this.#here;
    const message = guest.messages.findLast((each) => author === undefined || each.author.id === author);
    if (!message) return;
    const id = `${this.somebody!.user.id}-${this.#said++}`;
    guest.send(command(message.seq, id));
    await guest.until(() => guest.messages.some(({ ack }) => ack === id));
  }

  get #latest(): number {
    return this.#here.messages.reduce((latest, { seq }) => Math.max(latest, seq), 0);
  }

  get #here(): Guest {
    if (!this.#guest) throw new Error("Nobody is there.");
    return this.#guest;
  }

  async #call(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await call(method, path, { headers, ...(this.somebody && { token: this.somebody.token }) });
    if (response.status !== 101) await response.arrayBuffer();
    return response;
  }
}

/** What was sent without an answer to wait for has arrived. */
async function settled(): Promise<void> {
  await scheduler.wait(0);
}
