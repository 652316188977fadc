import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stopClock } from "./clock.ts";
import { Copy } from "./copy.ts";
import { fill } from "./crowd.ts";
import { TestRoom } from "./people.ts";
import { type Deed, deeds, Story } from "./story.ts";
import { tryOut } from "./trials.ts";

/** The frames of someone who was here all the time, and what each of them made of their copy of the room. */
function copiesOf(frames: string[]): Copy[] {
  const copy = new Copy();
  return frames.map((frame) => {
    copy.apply(frame);
    return copy.clone();
  });
}

/** The reader stays connected, for which five minutes of silence are too long. */
const isShort = (deed: Deed) => deed.do !== "wait" || deed.ms < 60_000;

test("from any point of any conversation, what one has and what a resume sends make what a newcomer is shown", async () => {
  stopClock();
  const start = Date.now();
  const changes: Deed["do"][] = ["send", "send", "post", "edit", "edit", "delete", "react", "react", "repeat", "wait"];
  const stories = fc.tuple(
    fc.array(fc.tuple(deeds(["ada", "bo"], changes).filter(isShort), fc.nat(9)), { minLength: 10, maxLength: 60 }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  );
  await tryOut(stories, async ([steps, points]) => {
    const story = await Story.begin(start);
    for (const who of ["reader", "ada", "bo"]) await story.play({ who, do: "join" });
    for (const [deed, chance] of steps) {
      await story.play(deed);
      if (chance === 0) await story.evict();
    }
    await story.room.settle();
    const messages = await story.room.messages();
    const copies = copiesOf(story.guests[0]!.frames);
    expect(copies.at(-1)!.messages).toEqual(messages);
    for (const point of points) {
      const copy = copies[point % copies.length]!.clone();
      const { seq, rev, epoch } = copy.seen;
      const back = await story.room.join("reader", { seen: { seq, rev, epoch } });
      expect(back.events[0]).toMatchObject({ type: "welcome", resumed: true });
      for (const frame of back.frames) copy.apply(frame);
      expect(copy.messages).toEqual(messages);
      // Nothing else is sent, and nothing twice.
      const news = messages.filter((message) => message.seq > seq || (message.rev ?? 0) > rev);
      expect(back.messages.map((message) => message.seq).sort((a, b) => a - b)).toEqual(news.map(({ seq }) => seq));
      expect(back.messages).toEqual(expect.arrayContaining(news.map((one) => ({ type: "message", ...one }))));
    }
    const newcomer = await story.room.join("newcomer");
    expect(newcomer.messages).toEqual(messages.map((message) => ({ type: "message", ...message })));
  });
}, 90_000);

test("whoever has everything is sent nothing on a resume", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.say("m1", "one");
  ada.send({ type: "react", id: "r1", seq: 1, emoji: "👍", on: true });
  await ada.settle();
  const bo = await room.join("bo", { seen: ada.seen });
  expect(bo.events.map(({ type }) => type)).toEqual(["welcome", "ready"]);
  expect(bo.events[0]).toMatchObject({ resumed: true, seq: 1, rev: 1 });
});

test("a message changed many times is sent once on a resume, as it is now", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.say("m1", "one");
  await ada.settle();
  const { seen } = ada;
  ada.send({ type: "edit", id: "e1", seq: 1, text: "two" });
  ada.send({ type: "react", id: "r1", seq: 1, emoji: "👍", on: true });
  ada.send({ type: "edit", id: "e2", seq: 1, text: "three" });
  ada.say("m2", "new");
  ada.send({ type: "edit", id: "e3", seq: 2, text: "newer" });
  await ada.settle();
  const bo = await room.join("bo", { seen });
  expect(bo.messages).toMatchObject([
    { seq: 1, text: "three", reactions: { "👍": ["ada"] }, rev: 3 },
    { seq: 2, text: "newer", rev: 4 },
  ]);
});

test("a deleted text is not sent to anybody again, on a resume or a first visit", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.say("m1", "my secret");
  await ada.settle();
  const { seen } = ada;
  ada.send({ type: "delete", id: "d1", seq: 1 });
  await ada.settle();
  for (const options of [{ seen }, { seen: { ...seen, seq: 0 } }, {}]) {
    const bo = await room.join("bo", options);
    expect(bo.messages).toMatchObject([{ seq: 1, text: "", author: { id: "ada" }, rev: 1 }]);
    expect(bo.messages[0]!.deletedAt).toBeTypeOf("number");
    expect(bo.frames.join()).not.toContain("secret");
  }
});

test("what is not a place in this room's log is answered with the latest 50 messages, never with a part", async () => {
  const room = await TestRoom.create();
  await fill(room, 60);
  const ada = await room.join("ada");
  ada.send({ type: "react", id: "r1", seq: 60, emoji: "👍", on: true });
  await ada.settle();
  const { epoch } = ada.seen;
  const places: Record<string, unknown>[] = [
    { epoch: "another", seq: 60, rev: 1 },
    { epoch, seq: 61, rev: 1 },
    { epoch, seq: 60, rev: 2 },
    { epoch, seq: -1, rev: 0 },
    { epoch, seq: 1.5, rev: 0 },
    { epoch, seq: "1e1", rev: 0 },
    { epoch, seq: "all", rev: 0 },
    { epoch, seq: "", rev: "" },
    { epoch, seq: 60, rev: "x" },
    { epoch, seq: "9".repeat(400), rev: 0 },
    { epoch, seq: 60 },
    { epoch, rev: 1 },
    { seq: 60, rev: 1 },
    { epoch: "", seq: 60, rev: 1 },
  ];
  for (const seen of places) {
    const bo = await room.join("bo", { seen: seen as never, tab: "one" });
    expect(bo.events[0], JSON.stringify(seen)).toMatchObject({ resumed: false, seq: 60, rev: 1, epoch });
    expect(bo.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 11));
  }
});
