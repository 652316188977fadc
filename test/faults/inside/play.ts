import { expect, vi } from "vitest";
import type { Command, SendCommand } from "../../../src/protocol/frames.ts";
import { expectArchived, type Wire } from "../../room/d1.ts";
import { crash, cut } from "../../room/network.ts";
import { TestRoom } from "../../room/people.ts";
import { Model, type Verdict } from "./model.ts";
import { Line, Tab } from "./seat.ts";
import { NO_MESSAGE, type Seat, type Step, type Words } from "./steps.ts";

const MODERATOR = "cy";
/** Milliseconds between two steps; shorter than a connection may be silent; longer than anything in a room waits. */
const STEP_MS = 200;
const ALIVE_MS = 240_000;
const LONG_MS = 660_000;
/** Alarms in one stretch of time that no room needs. */
const RINGS_LIMIT = 200;

/** Does to a real room and to the model what a story says, and compares after each step what everybody was told. */
export class Play {
  readonly #model = new Model();
  readonly #tabs = new Map<string, Tab>();
  readonly #lines: Line[] = [];
  readonly #commands: { who: string; command: Command }[] = [];
  readonly #sessions = new Map<string, number>();
  #count = 0;
  #epoch = "";
  /** Until then no time passes. */
  #standstill: Promise<void> = Promise.resolve();

  private constructor(
    private readonly room: TestRoom,
    private readonly wire: Wire,
  ) {}

  static async begin(wire: Wire, start: number): Promise<Play> {
    wire.mend();
    vi.setSystemTime(start);
    return new Play(await TestRoom.create(), wire);
  }

  /** One step, wholly done and compared. A step that cannot be done, because nobody is there to do it, is none. */
  async take(step: Step): Promise<void> {
    await this.#elapse(STEP_MS);
    await this.#act(step);
    await this.#compare();
  }

  /** In the end D1 works, everybody leaves, and the archive holds what the model does. */
  async end(): Promise<void> {
    this.wire.mend();
    await this.#stay(LONG_MS);
    await this.#compare();
    for (const tab of this.#tabs.values()) if (tab.line) await this.#leave(tab);
    await this.room.stub.summary(this.room.record);
    await this.#elapse(60_000);
    await this.#compare();
    expect(await this.room.messages()).toEqual(this.#model.messages);
    await expectArchived(this.room);
  }

  async #act(step: Step): Promise<void> {
    const { room, wire } = this;
    const people = this.#model.people;
    const now = Date.now();
    switch (step.do) {
      case "connect":
        return this.#connect(this.#tab(step.seat), step.resume);
      case "wait":
        return this.#elapse(step.ms);
      case "silence":
        return this.#stay(301_000, new Set(step.alive.map((seat) => this.#tab(seat))));
      case "clock":
        return this.#moveClock(step.ms);
      case "evict":
        return this.#sleep();
      case "crash":
        await crash(room);
        await room.inside(() => {});
        for (const key of people.open) this.#line(key).told.closed = 1006;
        people.crash(now);
        return;
      case "d1":
        if (step.is === "well") wire.mend();
        else if (step.is === "failing") wire.cut();
        else wire.loseAnswers();
        return;
      case "update": {
        people.update(step.who, step.change, now);
        const { user, visible } = people.profile(step.who);
        return room.stub.updateUser(user, visible);
      }
      case "signOut":
        await room.stub.endSession(this.#session(step.who));
        this.#sessions.set(step.who, (this.#sessions.get(step.who) ?? 0) + 1);
        for (const key of people.others(step.who)) this.#over(key, 4001, "ended");
        return;
      case "post":
        return this.#post(
          step.who,
          this.#command(step.who, { type: "send", text: step.text, replyTo: step.replyTo }) as SendCommand,
        );
      case "browse":
        return this.#browse(step);
      case "repeat": {
        const earlier = this.#commands.at(-1 - (step.nth % Math.max(1, this.#commands.length)));
        if (!earlier) return;
        const { command } = earlier;
        const who = step.isOwn ? earlier.who : step.seat.who;
        if (step.overHttp && command.type === "send") return this.#post(who, command);
        const tab = this.#openTab({ ...step.seat, who });
        if (tab) await this.#say(tab, command);
        return;
      }
      default: {
        const tab = this.#openTab(step.seat);
        if (tab?.line) await this.#do(tab, tab.line, step);
      }
    }
  }

  /** What somebody does who is connected. */
  async #do(tab: Tab, line: Line, step: Extract<Step, { seat: Seat }>): Promise<void> {
    const people = this.#model.people;
    const now = Date.now();
    switch (step.do) {
      case "leave":
        return this.#leave(tab);
      case "cut":
        return this.#cut(tab);
      case "cutAsleep":
        await this.#cut(tab);
        await this.#elapse(step.ms);
        await this.#sleep();
        return this.#elapse(10_000 - step.ms);
      case "say":
        return this.#say(tab, this.#command(tab.who, step.words));
      case "sayTwice": {
        const command = this.#command(tab.who, step.words);
        tab.isDeaf = true;
        await this.#say(tab, command);
        await this.#compare();
        await this.#cut(tab);
        await this.#connect(tab, true);
        return this.#say(tab, command);
      }
      case "sayOutdated": {
        const seq = { seq: step.seq };
        const edit = (text: string): Words => ({ type: "edit", ...seq, text });
        const react = (on: boolean): Words => ({ type: "react", ...seq, emoji: "👍", on });
        const command = this.#command(tab.who, step.isEdit ? edit("this") : react(true));
        await this.#say(tab, command);
        await this.#say(tab, this.#command(tab.who, step.isEdit ? edit("that") : react(false)));
        return this.#say(tab, command);
      }
      case "burst":
        return this.#burst(tab, step.texts);
      case "hang":
        return this.#hang(tab, step);
      case "typing": {
        line.guest.send({ type: "typing" });
        await line.guest.settle();
        const { id, name } = people.profile(tab.who).user;
        const isTold = people.type(line.key, now);
        for (const other of this.#others(tab.who)) if (isTold) other.told.typing.push({ id, name });
        return;
      }
      case "status":
        line.guest.send({ type: "status", status: step.status });
        await line.guest.settle();
        people.setStatus(line.key, step.status, now);
        return;
      case "read": {
        const said = this.#aim(step.seq);
        line.guest.send({ type: "read", seq: said });
        await line.guest.settle();
        const seq = Math.min(said, this.#model.seq);
        if (!people.setRead(tab.who, seq)) return;
        for (const key of people.others(tab.who, line.key)) this.#line(key).told.reads.push(seq);
        return;
      }
    }
  }

  async #connect(tab: Tab, resume: boolean): Promise<void> {
    const { people } = this.#model;
    const { user, visible } = people.profile(tab.who);
    const seen = resume && this.#epoch !== "" && tab.copy.seen.epoch !== "" ? tab.copy.seen : undefined;
    const now = Date.now();
    const session = this.#session(tab.who);
    const moderator = tab.who === MODERATOR;
    const options = { tab: tab.name, as: user.name, visible, session, moderator, ...(seen && { seen }) };
    const guest = await this.room.join(tab.who, options);
    const key = `${tab.name}-${this.#count++}`;
    const older = people.connect(key, tab.who, tab.name, now);
    if (older !== undefined) this.#line(older).told.closed = 4000;
    tab.line = new Line(key, tab.who, guest);
    tab.isDeaf = false;
    this.#lines.push(tab.line);
    const [welcome] = guest.events;
    if (welcome?.type === "welcome" && this.#epoch === "") this.#epoch = welcome.epoch;
    const { resumed, messages } = this.#model.missed(seen, this.#epoch);
    const { rev, seq } = this.#model;
    const { online } = people;
    const shown = { you: user, epoch: this.#epoch, seq, rev, resumed, online, count: online.length, moderator };
    expect(welcome).toMatchObject({ type: "welcome", protocol: 1, ...shown, read: people.read(tab.who) });
    expect(guest.events.findIndex(({ type }) => type === "ready")).toBe(1 + messages.length);
    tab.line.told.messages.push(...messages);
  }

  /** A command over a socket. */
  async #say(tab: Tab, command: Command): Promise<void> {
    const { line } = tab;
    if (!line) return;
    line.guest.send(command);
    await line.guest.settle();
    this.#expect(line, command);
  }

  /** Several at once: they are carried out in this order. */
  async #burst(tab: Tab, texts: string[]): Promise<void> {
    const { line } = tab;
    if (!line) return;
    const commands = texts.map((text) => this.#command(tab.who, { type: "send", text }));
    for (const command of commands) line.guest.send(command);
    await line.guest.settle();
    for (const command of commands) this.#expect(line, command);
  }

  /** Works out what everybody has to be told of a command that was sent over a connection. */
  #expect(line: Line, command: Command): void {
    const { id, type } = command;
    const wasTooFast = line.guest.events.some(
      (event) => event.type === "error" && event.id === id && event.code === "rate_limited",
    );
    const verdict = this.#execute(line.who, command, wasTooFast);
    const ack = type === "send" ? {} : { ack: id };
    if (verdict.kind === "refused") line.told.errors.push({ ...verdict, id });
    else line.told.messages.push({ ...verdict.message, ...ack });
    if (verdict.kind === "news") this.#announce(verdict.message, line);
  }

  async #post(who: string, command: SendCommand): Promise<void> {
    const { room } = this;
    await room.knock();
    const { user, visible } = this.#model.people.profile(who);
    const options = { as: user.name, visible, session: this.#session(who), moderator: who === MODERATOR };
    const answer = await room.stub.post(room.visit(who, options), command);
    const verdict = this.#execute(who, command, !answer.ok && answer.code === "rate_limited");
    if (verdict.kind === "refused") {
      expect(answer.ok).toBe(false);
      if (!answer.ok) expectRefusal(answer, verdict);
    } else {
      expect(answer).toEqual({ ok: true, message: verdict.message, created: verdict.kind === "news" });
      if (verdict.kind === "news") this.#announce(verdict.message);
    }
  }

  #execute(who: string, command: Command, wasTooFast: boolean): Verdict {
    const { user } = this.#model.people.profile(who);
    return this.#model.execute(user, who === MODERATOR, command, Date.now(), wasTooFast);
  }

  #announce(message: Model["messages"][number], but?: Line): void {
    for (const key of this.#model.people.open) if (key !== but?.key) this.#line(key).told.messages.push(message);
  }

  async #leave(tab: Tab): Promise<void> {
    await tab.line!.guest.leave();
    this.#over(tab.line!.key, 1000, "lost");
  }

  async #cut(tab: Tab): Promise<void> {
    await cut(this.room, tab.line!.guest);
    this.#over(tab.line!.key, 1000, "lost");
  }

  /** The room is evicted from memory, and wakes up at once. */
  async #sleep(): Promise<void> {
    // Only a room that is awake can be evicted.
    await this.room.inside(() => {});
    await this.room.evict();
    await this.room.inside(() => {});
    this.#model.people.slept(Date.now());
  }

  /** A connection has to be closed by now. */
  #over(key: string, code: number, how: "lost" | "ended"): void {
    this.#line(key).told.closed = code;
    this.#model.people.disconnect(key, how, Date.now());
  }

  /** D1 hangs while somebody talks, which nobody notices, and does not say what became of the request. */
  async #hang(tab: Tab, { texts, end }: Step & { do: "hang" }): Promise<void> {
    const { room, wire } = this;
    const before = wire.behave;
    let request: { work: () => Promise<D1Result[]>; answer: (results: Promise<D1Result[]>) => void } | undefined;
    wire.behave = (work) => {
      wire.behave = before;
      return new Promise((answer) => {
        request = { work, answer };
      });
    };
    let isOver = false;
    const passing = this.#stay(LONG_MS).finally(() => {
      isOver = true;
    });
    while (request === undefined && !isOver) await scheduler.wait(1);
    wire.behave = before;
    if (request !== undefined) {
      // The alarm loses its patience with D1 after real seconds, which a busy machine may need to say all this.
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#standstill = promise;
      await this.#burst(tab, texts).finally(resolve);
      const results = end === "refused" ? [] : await request.work();
      await room.inside(() =>
        request!.answer(end === "answered" ? Promise.resolve(results) : Promise.reject(new Error("D1_ERROR: lost."))),
      );
    }
    await passing;
  }

  /** Time passes in which these, or all, stay connected. */
  async #stay(ms: number, alive?: Set<Tab>): Promise<void> {
    const { people } = this.#model;
    for (let left = ms; left > 0; left -= ALIVE_MS) {
      await this.#elapse(Math.min(left, ALIVE_MS));
      const lines = [...this.#tabs.values()].filter((tab) => tab.line && (alive?.has(tab) ?? true));
      const open = lines.map(({ line }) => line!).filter(({ key }) => people.isOpen(key));
      for (const { guest } of open) guest.send({ type: "ack", received: 0 });
      for (const { guest } of open) await guest.settle();
      people.heard(
        open.map(({ key }) => key),
        Date.now(),
      );
    }
  }

  /** Lets time pass, and alarms go off when they are due. */
  async #elapse(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (let rings = 0; ; rings++) {
      const at = await this.room.alarmAt();
      if (at === null || at > end) break;
      if (rings === RINGS_LIMIT) throw new Error(`${rings} alarms before ${new Date(end).toISOString()}`);
      vi.setSystemTime(Math.max(at, Date.now()));
      await this.room.alarm();
      await this.#standstill;
      this.#tick();
    }
    vi.setSystemTime(end);
    this.#tick();
  }

  #tick(): void {
    for (const { key, code } of this.#model.people.tick(Date.now())) this.#line(key).told.closed = code;
  }

  /** The machine's clock is set. What is promised for less than a day is over before; then the room gets to know of it. */
  async #moveClock(ms: number): Promise<void> {
    await this.#elapse(11_000);
    vi.setSystemTime(Date.now() + ms);
    this.#model.allowance.clockMoved();
    await this.#elapse(0);
    await this.#settle();
    await this.#elapse(11_000);
  }

  async #browse({ cursor, seq, limit }: Step & { do: "browse" }): Promise<void> {
    const query = { ...(cursor && { [cursor]: seq }), limit };
    const page = await this.room.stub.page(this.room.record, query);
    const messages = this.#model.page(query);
    expect(page.messages).toEqual(messages);
    const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
    if (first === undefined || last === undefined) return;
    expect([page.hasBefore, page.hasAfter]).toEqual([first > 1, last < this.#model.seq]);
  }

  async #settle(): Promise<void> {
    const open = this.#model.people.open.map((key) => this.#line(key));
    for (const { guest } of open) await guest.settle();
    this.#model.people.heard(this.#model.people.open, Date.now());
  }

  /** Everybody was told exactly what they had to be, and holds what the model does. */
  async #compare(): Promise<void> {
    const { room } = this;
    await this.#settle();
    const { online } = this.#model.people;
    for (const line of this.#lines) await this.#compareLine(line);
    expect(await room.stub.presence(room.record)).toEqual({ online, count: online.length });
    const { seq, lastMessageAt } = await room.stub.summary(room.record);
    expect([seq, lastMessageAt]).toEqual([this.#model.seq, this.#model.messages.at(-1)?.at ?? null]);
    const times = this.#model.messages.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // What is over is over.
    for (const tab of this.#tabs.values()) {
      if (tab.line && !this.#model.people.isOpen(tab.line.key)) tab.line = undefined;
    }
    this.#lines.splice(0, Infinity, ...this.#lines.filter(({ key }) => this.#model.people.isOpen(key)));
  }

  async #compareLine(line: Line): Promise<void> {
    const { guest, told, key, who } = line;
    if (told.closed !== undefined) await guest.settle();
    expect(guest.closed?.code, key).toBe(told.closed);
    const { events, frames } = line.look();
    const of = (type: string) => events.filter((event) => event.type === type);
    expect(of("message"), key).toEqual(told.messages.map((message) => ({ type: "message", ...message })));
    expect(of("typing"), key).toEqual(told.typing.map((user) => ({ type: "typing", user })));
    expect(of("read"), key).toEqual(told.reads.map((seq) => ({ type: "read", seq })));
    const errors = events.filter((event) => event.type === "error");
    expect(errors.map(({ id }) => id)).toEqual(told.errors.map(({ id }) => id));
    for (const [index, error] of errors.entries()) expectRefusal(error, told.errors[index]!);
    Object.assign(told, { messages: [], errors: [], typing: [], reads: [] });
    const tab = [...this.#tabs.values()].find((one) => one.line === line);
    if (tab && !tab.isDeaf) for (const frame of frames) tab.copy.apply(frame);
    if (told.closed !== undefined) return;
    const { online } = this.#model.people;
    const roster = [...line.roster.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect({ roster, count: line.count }, `${who} knows`).toEqual({ roster: online, count: online.length });
    if (!tab || tab.isDeaf) return;
    const first = tab.copy.messages[0]?.seq ?? 1;
    expect(tab.copy.messages, `${key} holds`).toEqual(this.#model.messages.slice(first - 1));
  }

  #tab({ who, tab }: Seat): Tab {
    const name = `${who}-${tab}`;
    const known = this.#tabs.get(name) ?? new Tab(who, name);
    this.#tabs.set(name, known);
    return known;
  }

  /** The tab at this seat, or that of somebody else who is here. */
  #openTab(seat: Seat): Tab | undefined {
    const open = [...this.#tabs.values()].filter(({ line }) => line !== undefined);
    const tab = this.#tab(seat);
    return open.find((one) => one === tab) ?? open.find(({ who }) => who === seat.who) ?? open[0];
  }

  /** The message that a step means. */
  #aim(seq: number): number {
    return seq === NO_MESSAGE ? this.#model.seq + 5 : Math.max(1, this.#model.seq - seq);
  }

  #line(key: string): Line {
    return this.#lines.find((line) => line.key === key)!;
  }

  /** The open connections of everybody else. */
  #others(who: string): Line[] {
    return this.#model.people.open.map((key) => this.#line(key)).filter((line) => line.who !== who);
  }

  #session(who: string): string {
    return `session-${who}-${this.#sessions.get(who) ?? 0}`;
  }

  #command(who: string, words: Words): Command {
    const aimed = { ...words };
    if ("seq" in aimed) aimed.seq = this.#aim(aimed.seq);
    if ("replyTo" in aimed && aimed.replyTo !== undefined) aimed.replyTo = this.#aim(aimed.replyTo);
    const command = { ...aimed, id: `c${this.#count++}` } as Command;
    this.#commands.push({ who, command });
    return command;
  }
}

function expectRefusal(
  refusal: { code: string; retryAfter?: number },
  { codes, retryAfter }: { codes: string[]; retryAfter?: number | undefined },
): void {
  expect(codes).toContain(refusal.code);
  if (retryAfter !== undefined) expect(refusal.retryAfter).toBe(retryAfter);
}
