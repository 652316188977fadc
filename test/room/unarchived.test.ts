import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Message } from "../../src/protocol/model.ts";
import { pass, stopClock } from "./clock.ts";
import { archived, complaints, expectArchived, isAwake, isSame, Wire } from "./d1.ts";
import { type Guest, TestRoom } from "./people.ts";
import { tryOut } from "./trials.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NAMES = ["ada", "bo"] as const;

const who = fc.constantFrom(...NAMES);
/** Which of the messages there are. */
const which = fc.nat(1_000);

/** What can happen in a room, around it, and to it. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("say" as const), times: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), who, which, isSame: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("react" as const), who, which, on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("come" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(1, 20, 240) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("evict" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("cut", "lose answers", "mend", "mend") }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test("at any moment the archive and what the room hands out as unarchived make up the whole room", async () => {
  stopClock();
  complaints();
  const wire = Wire.tap();
  const story = fc.array(step, { minLength: 10, maxLength: 40, size: "max" });
  await tryOut(story, async (steps) => {
    wire.mend();
    const tale = new Tale(await TestRoom.create(), wire);
    for (const each of steps) {
      await tale.take(each);
      await tale.check();
    }
    await tale.end();
  });
});

/** A room to which things happen. */
class Tale {
  readonly #here = new Map<string, Guest>();
  #count = 0;
  /** D1 may have got a batch whose answer was lost: then the room hands out more than D1 lacks. */
  #isInDoubt = false;
  #losesAnswers = false;

  constructor(
    private readonly room: TestRoom,
    private readonly wire: Wire,
  ) {}

  async take(step: Step): Promise<void> {
    const { room, wire } = this;
    switch (step.do) {
      case "say":
        await this.#say(step.times);
        break;
      case "edit":
      case "react":
      case "delete":
        await this.#change(step);
        break;
      case "come":
        if (!this.#here.has(step.who)) this.#here.set(step.who, await room.join(step.who));
        break;
      case "leave":
        await this.#here.get(step.who)?.leave();
        this.#here.delete(step.who);
        break;
      case "wait":
        await this.#wait(step.seconds * SECOND);
        break;
      case "evict":
        await room.stub.presence(room.record);
        await room.evict();
        break;
      case "cut":
        wire.cut();
        this.#losesAnswers = false;
        break;
      case "lose answers":
        wire.loseAnswers();
        this.#losesAnswers = true;
        break;
      case "mend":
        wire.mend();
        this.#losesAnswers = false;
        break;
    }
  }

  async check(): Promise<void> {
    const { room } = this;
    // D1 is asked last, as the Worker does: what it gets meanwhile is then seen twice, not never.
    const handedOut = await room.stub.unarchived(room.record);
    const [{ messages: archive }, messages] = await Promise.all([archived(room), room.messages()]);
    const unarchived = new Map(handedOut.map((message) => [message.seq, message]));
    const inArchive = new Map(archive.map((message) => [message.seq, message]));
    expect(messages.map(({ seq }) => unarchived.get(seq) ?? inArchive.get(seq))).toEqual(messages);
    expect(archive.length).toBeLessThanOrEqual(messages.length);

    const isLacking = (message: Message) => !isSame(message, inArchive.get(message.seq));
    if (!this.#isInDoubt) {
      // A deletion is told to D1 ahead of its batch.
      const told = [...unarchived.values()].filter(({ deletedAt }) => deletedAt === undefined);
      expect(told.filter((message) => !isLacking(message))).toEqual([]);
    }
    if (!(await isAwake(room))) {
      expect(this.#here.size).toBe(0);
      expect(messages.filter(isLacking)).toEqual([]);
    }
  }

  async end(): Promise<void> {
    this.wire.mend();
    await this.#wait(11 * MINUTE);
    for (const guest of this.#here.values()) await guest.leave();
    // D1 was told that the room is awake; if nobody ever came, the room learns of it from whoever asks.
    await this.room.stub.summary(this.room.record);
    await pass(this.room, MINUTE);
    await expectArchived(this.room);
    expect(await isAwake(this.room)).toBe(false);
  }

  /** Both say something in turn, by post, so they need not be there. */
  async #say(times: number): Promise<void> {
    const { room } = this;
    await room.knock();
    const posts = Array.from({ length: times }, (_, index) => {
      const name = NAMES[index % 2]!;
      const id = `s${this.#count++}`;
      return room.stub.post(room.visit(name), { type: "send", id, text: `Words of ${name}, ${id}` });
    });
    await Promise.all(posts);
    vi.setSystemTime(Date.now() + 10 * SECOND);
  }

  async #change(step: Step & { do: "edit" | "react" | "delete" }): Promise<void> {
    const guest = this.#here.get(step.who);
    const messages = await this.room.messages();
    const message = messages[step.which % messages.length];
    if (!guest || !message) return;
    const command = { id: `c${this.#count++}`, seq: message.seq };
    if (step.do === "delete") guest.send({ type: "delete", ...command });
    if (step.do === "react") guest.send({ type: "react", ...command, emoji: "👍", on: step.on });
    if (step.do === "edit") {
      guest.send({ type: "edit", ...command, text: step.isSame ? message.text : `Other words, ${command.id}` });
    }
    await guest.settle();
    vi.setSystemTime(Date.now() + SECOND);
  }

  async #wait(ms: number): Promise<void> {
    const before = this.wire.calls.length;
    await pass(this.room, ms, [...this.#here.values()]);
    const hasAsked = this.wire.calls.length > before;
    if (hasAsked) this.#isInDoubt = this.#losesAnswers;
  }
}
