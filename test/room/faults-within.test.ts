import { expect, onTestFinished, test } from "vitest";
import { complaints } from "./d1.ts";
import { TestRoom } from "./people.ts";

const FRAMES = [
  { type: "send", id: "a", text: "hello" },
  { type: "edit", id: "b", seq: 1, text: "hello" },
  { type: "delete", id: "c", seq: 1 },
  { type: "react", id: "d", seq: 1, emoji: "👍", on: true },
  { type: "status", status: "away" },
  { type: "typing" },
  { type: "read", seq: 1 },
  { type: "ack", received: 1 },
] as const;

/** Makes every statement of a room fail, in words that nobody is to see, until it is mended or the test is over. */
async function breakStorage(room: TestRoom): Promise<() => void> {
  let mend = () => {};
  await room.inside((_, { storage }) => {
    const prototype = Object.getPrototypeOf(storage.sql) as SqlStorage;
    const { exec } = prototype;
    prototype.exec = () => {
      throw new Error("at /home/someone/secret.ts:12 SELECT");
    };
    mend = () => {
      prototype.exec = exec;
    };
  });
  onTestFinished(() => mend());
  return mend;
}

test.each(FRAMES)(
  "a fault while the room handles %j is answered without showing it, and nothing is done",
  async (frame) => {
    const log = complaints();
    const room = await TestRoom.create();
    const [ada, bo] = [await room.join("ada"), await room.join("bo")];
    ada.say("m1", "before");
    await room.settle();
    const mend = await breakStorage(room);
    ada.send(frame);
    await room.settle();
    const isCommand = "id" in frame;
    if (isCommand) {
      expect(ada.events.filter(({ type }) => type === "error")).toMatchObject([{ code: "internal", id: frame.id }]);
      const answer = await room.stub.post(room.visit("ada"), { type: "send", id: "post", text: "hello" });
      expect(answer).toMatchObject({ ok: false, code: "internal" });
      expect(JSON.stringify(answer)).not.toMatch(/secret|SELECT/);
      expect(log.mock.calls.join()).toContain("secret.ts");
    }
    mend();
    // What was refused has not been carried out, and the same command is then.
    ada.send(frame);
    ada.say("m2", "after");
    await room.settle();
    expect(ada.errors).toEqual(isCommand ? ["internal"] : []);
    expect(bo.messages.at(-1)).toMatchObject({ text: "after" });
    for (const guest of [ada, bo]) {
      expect(guest.closed).toBeUndefined();
      expect(guest.frames.join()).not.toMatch(/secret|SELECT/);
    }
  },
);

test.each([2 ** 20, 31 * 2 ** 20])(
  "a frame of %i characters is refused unread, and nobody else notices",
  async (size) => {
    const room = await TestRoom.create();
    const [ada, bo] = [await room.join("ada"), await room.join("bo")];
    ada.send(`{"type":"send","id":"a","text":"${"x".repeat(size)}"}`);
    bo.say("b", "hello");
    await room.settle();
    expect(ada.errors).toEqual(["too_large"]);
    expect(bo.errors).toEqual([]);
    expect((await room.messages()).map(({ text }) => text)).toEqual(["hello"]);
  },
);
