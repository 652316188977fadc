import { httpApi } from "../../../src/client/api.ts";
import { Room } from "../../../src/client/room.ts";
import type { Message } from "../../../src/protocol/model.ts";
import { NodeSurroundings } from "./node-surroundings.ts";
import type { Random } from "./random.ts";
import type { Account, Server } from "./server.ts";

/** Milliseconds between two looks at whether the client has got there. */
const LOOK_AGAIN_MS = 10;
/** Milliseconds after which it will not get there any more, however busy the machine; a test's own limit says nothing of why. */
const GIVE_UP_MS = 100_000;

/** Somebody with the product's own client, without its views. */
export class Visitor {
  readonly account: Account;
  readonly room: Room;

  /** @param port where the room is reached: the server's own, or a proxy's */
  constructor(server: Server, port: number, room: string, account: Account, random: Random) {
    this.account = account;
    const surroundings = new NodeSurroundings(port, account.token, random);
    const request: typeof fetch = (path, init) =>
      fetch(new URL(String(path), server.url), {
        ...init,
        headers: { ...init?.headers, Authorization: `Bearer ${account.token}` },
      });
    this.room = new Room(room, {
      api: httpApi(request),
      surroundings,
      you: account.user.id,
      tab: surroundings.newId(),
      status: () => "active",
      isLooking: () => true,
      onLatest: () => {},
      onSessionChanged: () => {},
    });
    this.room.enter();
  }

  /** Seq of the newest message it has. */
  get seq(): number {
    return this.room.state.transcript.last;
  }

  /** True if it is connected, has everything, and has an answer to all it wrote. */
  get isSettled(): boolean {
    return this.room.state.ready.peek() && this.room.isSettled;
  }

  /**
   * The whole room as this client would show it to somebody who reads back to the beginning.
   * @throws Error if it cannot be read
   */
  async everything(): Promise<Message[]> {
    const { history, messages, state } = this.room;
    const seen = new Map<number, Message>();
    const look = () => {
      for (const message of messages.peek()) seen.set(message.seq, message);
    };
    look();
    while (state.transcript.hasBefore.peek()) {
      await history.loadOlder();
      if (history.older.peek() === "failed") throw new Error(`There is no more history, but ${this.#describe()}`);
      look();
    }
    return [...seen.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Ids of those whom this client shows as online, in order. */
  get online(): string[] {
    return this.room.state.online
      .peek()
      .map(({ id }) => id)
      .sort();
  }

  /** Waits until something is so. @throws Error saying what is instead, if the client has given up or hangs */
  async until(condition: (visitor: Visitor) => boolean): Promise<void> {
    const begun = performance.now();
    while (!condition(this)) {
      const state = this.room.connection.peek();
      if (state.kind === "stopped") throw new Error(`The client has given up: ${state.because}`);
      if (performance.now() - begun > GIVE_UP_MS) throw new Error(`Never ${condition}, but ${this.#describe()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
  #describe(): string {
    const { connection, state, unsent } = this.room;
    const { ready, rev } = state;
    return JSON.stringify({ connection, ready, rev, seq: this.seq, online: this.online, unsent });
  }
}
