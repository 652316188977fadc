import type { Api } from "../../src/client/api.ts";
import { History } from "../../src/client/history.ts";
import { RoomState } from "../../src/client/room-state.ts";
import type { HistoryPage, Message } from "../../src/protocol/model.ts";
import { type PageQuery, pageRange } from "../../src/protocol/page.ts";
import { message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

/** A page of history that has been asked for, and that the test answers when it likes, or not at all. */
interface Asked {
  query: PageQuery;
  rev: number;
  answer(): Promise<void>;
  fail(): Promise<void>;
}

/** A room with everything in it, and a reader with a part of it: what the room does reaches them when the test says so. */
export class FakeRoom {
  readonly messages: Message[] = [];
  readonly asked: Asked[] = [];
  readonly state = new RoomState(new FakeSurroundings());
  readonly history: History;
  /** How often the reader went to the latest messages. */
  ends = 0;
  /** True while the reader has begun a message. */
  isWriting = false;
  /** Whether the room lets the reader in no more. */
  isShutOut = false;
  /** How often it was asked whether it lets them in by now. */
  knocks = 0;
  #rev = 0;
  #epoch = 1;
  #onItsWay: Message[] = [];

  /**
   * @param count messages that are there before the reader comes
   * @param comes false if they have not come yet: then they do with `begin`
   */
  constructor(count: number, comes = true) {
    const api: Partial<Api> = { history: (_, query, rev) => this.#ask(query, rev) };
    this.history = new History("wood", api as Api, this.state, () => this.ends++, {
      isShut: () => this.isShutOut,
      knock: () => this.knocks++,
    });
    this.post(count);
    this.#onItsWay = [];
    if (comes) this.begin();
  }

  /** Seqs of the messages in view. */
  get seqs(): number[] {
    return this.state.transcript.messages.value.map(({ seq }) => seq);
  }

  /** The part of the room that is in view, as the room has it. */
  get expected(): Message[] {
    const { from, to } = this.state.transcript.view;
    return this.messages.slice(from - 1, to);
  }

  post(count = 1): void {
    for (let n = 0; n < count; n++) this.#tell(asMessage(message(this.messages.length + 1)));
  }

  change(seq: number): void {
    const before = this.messages[seq - 1];
    if (before) this.#tell({ ...before, text: `revision ${++this.#rev}`, rev: this.#rev });
  }

  /** Lets the reader hear of the next events, in one frame. */
  deliver(count = Number.POSITIVE_INFINITY): void {
    const events = this.#onItsWay.splice(0, count);
    if (!this.state.apply(events.map((state) => ({ type: "message", ...state })))) throw new Error("There is a gap.");
  }

  /** The connection breaks, and comes back with what was missed. */
  resume(): void {
    const { seq, rev } = this.state.position!;
    const missed = this.messages.filter((state) => state.seq > seq || (state.rev ?? 0) > rev);
    this.#connect(
      true,
      missed.sort((a, b) => byAge(a, seq) - byAge(b, seq)),
    );
  }

  /** The connection begins anew, with the latest messages; `epoch` grows if the log does too. */
  begin(isOtherLog = false): void {
    if (isOtherLog) this.#epoch++;
    this.#connect(false, this.messages.slice(-50));
  }

  /** The connection breaks, and the room lets the reader in no more. */
  shutOut(): void {
    this.isShutOut = true;
    this.state.disconnected();
    this.history.disconnected();
  }

  #connect(resumed: boolean, events: Message[]): void {
    this.#onItsWay = [];
    this.isShutOut = false;
    const epoch = `e${this.#epoch}`;
    this.state.disconnected();
    const hello = welcome({ epoch, seq: this.messages.length, rev: this.#rev, resumed });
    if (!resumed) this.history.dropped(epoch === this.state.position?.epoch, this.isWriting);
    const isWhole = this.state.apply([
      hello,
      ...events.map((state) => ({ type: "message" as const, ...state })),
      ready,
    ]);
    if (!isWhole) throw new Error("There is a gap.");
    this.history.caughtUp(this.isWriting);
  }

  #tell(state: Message): void {
    this.messages[state.seq - 1] = state;
    this.#onItsWay.push(state);
  }

  #ask(query: PageQuery, rev: number): Promise<HistoryPage> {
    const { from, to, hasBefore, hasAfter } = pageRange(query, this.messages.length);
    const page = { messages: this.messages.slice(from - 1, Math.max(to, from - 1)), hasBefore, hasAfter };
    return new Promise((resolve, reject) => {
      const settle = async (how: () => void) => {
        this.asked.splice(this.asked.indexOf(asked), 1);
        how();
        await new Promise((done) => setImmediate(done));
      };
      const asked: Asked = {
        query,
        rev,
        answer: () => settle(() => resolve(page)),
        fail: () => settle(() => reject(new Error("offline"))),
      };
      this.asked.push(asked);
    });
  }
}

/** The order in which a room tells what was missed: changes by rev, then what is new by seq. */
function byAge({ seq, rev = 0 }: Message, seen: number): number {
  return seq > seen ? Number.MAX_SAFE_INTEGER / 2 + seq : rev;
}

function asMessage({ type: _, ...state }: ReturnType<typeof message>): Message {
  return state;
}
