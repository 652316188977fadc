import * as fc from "fast-check";
import { vi } from "vitest";
import type { Command } from "../../src/protocol/frames.ts";
import { pass } from "./clock.ts";
import { cut } from "./network.ts";
import { type Guest, TestRoom } from "./people.ts";

/** Milliseconds between two things that happen; with the frames of the probes it stays below what the room allows. */
const STEP_MS = 200;

/** Something that happens in a room. `tab` picks one of the connections the person has open, `nth` something of the past. */
export type Deed = { who: string } & (
  | { do: "join"; tab?: string }
  | { do: "resume" | "leave"; tab: number }
  | { do: "drop"; tab: number }
  | { do: "send"; tab: number; text: string; replyTo?: number }
  | { do: "post"; text: string }
  | { do: "edit"; tab: number; seq: number; text: string }
  | { do: "delete"; tab: number; seq: number }
  | { do: "react"; tab: number; seq: number; emoji: string; on: boolean }
  | { do: "repeat"; tab: number; nth: number }
  | { do: "typing"; tab: number }
  | { do: "status"; tab: number; status: "active" | "away" }
  | { do: "read"; tab: number; seq: number }
  | { do: "noise"; tab: number; frame: string }
  | { do: "rename"; name: string }
  | { do: "visible"; visible: boolean }
  | { do: "signOut" }
  | { do: "wait"; ms: number }
  | { do: "alarm" }
);

/** Any of the given kinds of deeds, done by any of the given people. */
export function deeds(people: string[], kinds: Deed["do"][]): fc.Arbitrary<Deed> {
  const who = fc.constantFrom(...people);
  const tab = fc.nat(2);
  const seq = fc.integer({ min: 1, max: 12 });
  const text = fc.constantFrom("one", "two", "three  ", " é", "👍🏽", "", "line\nline");
  const emoji = fc.constantFrom("👍", "🎉", "👩‍👩‍👧", "?");
  const nameOfTab = fc.option(fc.constantFrom("t1", "t2"), { nil: undefined, freq: 1 });
  const optionalSeq = fc.option(seq, { nil: undefined, freq: 1 });
  const of = <K extends Deed["do"]>(kind: K, rest: object) => fc.record({ who, do: fc.constant(kind), ...rest });
  const all: Record<Deed["do"], fc.Arbitrary<unknown>> = {
    join: of("join", { tab: nameOfTab }),
    resume: of("resume", { tab }),
    leave: of("leave", { tab }),
    drop: of("drop", { tab }),
    send: of("send", { tab, text, replyTo: optionalSeq }),
    post: of("post", { text }),
    edit: of("edit", { tab, seq, text }),
    delete: of("delete", { tab, seq }),
    react: of("react", { tab, seq, emoji, on: fc.boolean() }),
    repeat: of("repeat", { tab, nth: fc.nat(20) }),
    typing: of("typing", { tab }),
    status: of("status", { tab, status: fc.constantFrom("active", "away") }),
    read: of("read", { tab, seq: fc.nat(15) }),
    noise: of("noise", { tab, frame: fc.constantFrom("{", '{"type":"dance"}', '{"type":"send","id":"?"}') }),
    rename: of("rename", { name: fc.constantFrom("Ada", "Bo", "Zoë") }),
    visible: of("visible", { visible: fc.boolean() }),
    signOut: of("signOut", {}),
    wait: of("wait", { ms: fc.constantFrom(500, 2_900, 3_000, 4_000, 9_000, 11_000, 301_000) }),
    alarm: of("alarm", {}),
  };
  return fc.oneof(...kinds.map((kind) => all[kind])) as fc.Arbitrary<Deed>;
}

/** Plays what happens in a room of its own, one thing after the other, each wholly done before the next. */
export class Story {
  /** Every connection there was, in the order they were opened. */
  readonly guests: Guest[] = [];
  /** The answers to what was posted over HTTP. */
  readonly posted: { who: string; answer: string }[] = [];
  readonly #people = new Map<string, { name: string; visible: boolean; session: number }>();
  readonly #commands: Command[] = [];
  #count = 0;

  readonly #witnesses: Guest[] = [];

  private constructor(readonly room: TestRoom) {}

  /**
   * @param start what the clock is set to, so that two stories can be compared
   * @param witness somebody who comes first and stays throughout
   */
  static async begin(start: number, witness?: string): Promise<Story> {
    vi.setSystemTime(start);
    const story = new Story(await TestRoom.create());
    if (witness === undefined) return story;
    await story.#join(witness, {});
    story.#witnesses.push(...story.guests);
    return story;
  }

  /** What people saw, without what is random: the ids of rooms, logs and connections. */
  transcripts(of: (guest: Guest) => boolean = () => true): string[] {
    return this.guests.filter(of).map((guest) => `${guest.name}: ${this.#plain(guest)}`);
  }

  async evict(): Promise<void> {
    // Only a room that is awake can be evicted.
    await this.room.inside(() => {});
    await this.room.evict();
  }

  /** Lets the time pass that the next deed takes. */
  rest(): void {
    this.#count++;
    vi.setSystemTime(Date.now() + STEP_MS);
  }

  async play(deed: Deed): Promise<void> {
    this.rest();
    const { room } = this;
    switch (deed.do) {
      case "wait":
        await pass(room, deed.ms, this.#witnesses);
        break;
      case "alarm":
        await room.alarm();
        break;
      case "signOut":
        await room.stub.endSession(this.#session(deed.who));
        this.#person(deed.who).session++;
        break;
      case "rename":
      case "visible": {
        const person = Object.assign(this.#person(deed.who), deed.do === "rename" ? { name: deed.name } : deed);
        await room.stub.updateUser({ id: deed.who, name: person.name, guest: true }, person.visible);
        break;
      }
      case "post": {
        const command = this.#command({ type: "send", id: this.#id, text: deed.text });
        const answer = await room.stub.post(room.visit(deed.who, this.#visit(deed.who)), command);
        this.posted.push({ who: deed.who, answer: JSON.stringify(answer) });
        return;
      }
      case "join":
        await this.#join(deed.who, deed.tab === undefined ? {} : { tab: `${deed.who}-${deed.tab}` });
        break;
      default: {
        const guest = this.#pick(deed.who, deed.tab);
        if (guest) await this.#act(guest, deed);
        return;
      }
    }
    // Others may have been disconnected by this.
    await room.settle();
  }

  async #act(guest: Guest, deed: Extract<Deed, { tab: number }>): Promise<void> {
    const id = this.#id;
    switch (deed.do) {
      case "leave":
        return guest.leave();
      case "drop":
        return cut(this.room, guest);
      case "resume":
        await guest.leave();
        return this.#join(deed.who, { seen: guest.seen });
      case "send": {
        const { text, replyTo } = deed;
        guest.send(this.#command({ type: "send", id, text, ...(replyTo !== undefined && { replyTo }) }));
        break;
      }
      case "edit":
        guest.send(this.#command({ type: "edit", id, seq: deed.seq, text: deed.text }));
        break;
      case "delete":
        guest.send(this.#command({ type: "delete", id, seq: deed.seq }));
        break;
      case "react":
        guest.send(this.#command({ type: "react", id, seq: deed.seq, emoji: deed.emoji, on: deed.on }));
        break;
      case "repeat": {
        const command = this.#commands[deed.nth % Math.max(1, this.#commands.length)];
        if (command) guest.send(command);
        break;
      }
      case "typing":
        guest.send({ type: "typing" });
        break;
      case "status":
        guest.send({ type: "status", status: deed.status });
        break;
      case "read":
        guest.send({ type: "read", seq: deed.seq });
        break;
      case "noise":
        guest.send(deed.frame);
        break;
    }
    await guest.settle();
  }

  async #join(who: string, how: { tab?: string; seen?: Guest["seen"] }): Promise<void> {
    this.guests.push(await this.room.join(who, { ...how, ...this.#visit(who) }));
  }

  #pick(who: string, nth: number): Guest | undefined {
    const open = this.guests.filter((guest) => guest.name === who && guest.closed === undefined);
    return open[nth % Math.max(1, open.length)];
  }

  get #id(): string {
    return `c${this.#count}`;
  }

  #command<C extends Command>(command: C): C {
    this.#commands.push(command);
    return command;
  }

  #person(who: string) {
    const known = this.#people.get(who) ?? { name: who, visible: true, session: 0 };
    this.#people.set(who, known);
    return known;
  }

  #session(who: string): string {
    return `session-${who}-${this.#person(who).session}`;
  }

  #visit(who: string) {
    const { name, visible } = this.#person(who);
    return { as: name, visible, session: this.#session(who), moderator: who === "mo" };
  }

  #plain(guest: Guest): string {
    const random = guest.events.flatMap((event) =>
      event.type === "welcome" ? [event.connection, event.epoch, event.room.id] : [],
    );
    const frames = random.reduce((text, id) => text.replaceAll(id, "…"), guest.frames.join("\n"));
    return `${frames}\n${guest.closed ? JSON.stringify(guest.closed) : "open"}`;
  }
}
