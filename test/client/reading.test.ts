import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { Reading } from "../../src/client/reading.ts";
import { ada, message, ready, welcome } from "./events.ts";
import { FakeRoom } from "./fake-room.ts";

/** A reader who comes to a room of `count` messages, of which they had read the first `read`. */
function come({ count = 10, read = 10, looks = true, mark = undefined as number | undefined } = {}) {
  const room = new FakeRoom(0, false);
  const isLooking = signal(looks);
  const marked = signal(mark);
  const reading = new Reading(
    room.state,
    room.history,
    () => isLooking.value,
    () => room.state.readUpTo(room.state.transcript.last),
    () => marked.value,
  );
  reading.enter();
  const said = Array.from({ length: count }, (_, index) => message(index + 1));
  const connect = (resumed: boolean, seq: number, ...events: object[]) => {
    room.state.disconnected();
    room.state.apply([welcome({ seq, read, resumed }), ...(events as [typeof ready]), ready]);
  };
  connect(false, count, ...said);
  let last = count;
  const say = (changes = {}) => room.state.apply([message(++last, changes)]);
  const miss = (changes = {}) => connect(true, ++last, message(last, changes));
  return { room, state: room.state, history: room.history, reading, isLooking, marked, say, miss };
}

describe("what is read", () => {
  it("is what somebody looks at, at the end", () => {
    const { state, history, isLooking, say } = come({ read: 4 });
    expect(state.read.value).toBe(10);
    isLooking.value = false;
    say();
    expect(state.read.value).toBe(10);
    isLooking.value = true;
    expect(state.read.value).toBe(11);
    history.scrolled(false, 3);
    say();
    expect(state.read.value).toBe(11);
    history.scrolled(true, null);
    expect(state.read.value).toBe(12);
  });

  it("is nothing on the way to another message", async () => {
    const room = new FakeRoom(100, false);
    const read: number[] = [];
    new Reading(
      room.state,
      room.history,
      () => true,
      () => read.push(room.state.transcript.last),
    ).enter();
    void room.history.goTo(7);
    room.begin();
    await room.asked[0]!.answer();
    expect(read).toEqual([]);
    room.history.goToEnd();
    expect(read).toEqual([100]);
  });

  it("is nothing in a room that was left", () => {
    const { state, reading, say } = come();
    reading.leave();
    say();
    expect(state.read.value).toBe(10);
  });
});

describe("the line above what is new", () => {
  it("is drawn on coming, and stays although everything has been read", () => {
    const { reading, say } = come({ read: 4 });
    expect(reading.newAfter.value).toBe(4);
    say();
    expect(reading.newAfter.value).toBe(4);
  });

  it("is not drawn for who has read everything, nor for who has never been here", () => {
    expect(come().reading.newAfter.value).toBeNull();
    expect(come({ read: 0 }).reading.newAfter.value).toBeNull();
  });

  it("is drawn above the first message that came while nobody looked, and stays there", () => {
    const { reading, isLooking, say } = come();
    say();
    isLooking.value = false;
    say();
    say();
    expect(reading.newAfter.value).toBe(11);
    isLooking.value = true;
    say();
    expect(reading.newAfter.value).toBe(11);
    isLooking.value = false;
    expect(reading.newAfter.value).toBe(11);
    say();
    expect(reading.newAfter.value).toBe(14);
  });

  it("is drawn above what was missed without a connection", () => {
    const { reading, miss } = come();
    miss();
    expect(reading.newAfter.value).toBe(10);
  });

  it("is never drawn for what this person wrote elsewhere", () => {
    const { reading, isLooking, say, miss } = come();
    miss({ author: ada });
    isLooking.value = false;
    say({ author: ada });
    expect(reading.newAfter.value).toBeNull();
  });

  it("begins with the first word in a room that was empty", () => {
    const { reading, say } = come({ count: 0, read: 0, looks: false });
    say();
    expect(reading.newAfter.value).toBe(0);
  });

  it("goes when it is not needed any more, and when the room is left", () => {
    const { reading } = come({ read: 4 });
    reading.eraseLine();
    expect(reading.newAfter.value).toBeNull();
    const other = come({ read: 4 });
    other.reading.leave();
    expect(other.reading.newAfter.value).toBeNull();
  });

  it("goes when another tab has read what is below it, and moves when it has read a part", () => {
    const { reading, isLooking, marked, say } = come();
    isLooking.value = false;
    say();
    say();
    marked.value = 11;
    expect(reading.newAfter.value).toBe(11);
    marked.value = 12;
    expect(reading.newAfter.value).toBeNull();
  });

  it("is ahead until the reader has been there", () => {
    const { reading } = come({ read: 4 });
    expect(reading.isLineAhead.value).toBe(true);
    reading.sawLine();
    expect(reading.isLineAhead.value).toBe(false);
  });
});

describe("what counts as unread", () => {
  it("is what came since everything had been read", () => {
    const { reading, isLooking, say } = come({ read: 4, looks: false });
    expect(reading.unread.value).toBe(6);
    say();
    expect(reading.unread.value).toBe(7);
    isLooking.value = true;
    expect(reading.unread.value).toBe(0);
  });

  it("is nothing of what was there before the first visit", () => {
    const { reading, say } = come({ read: 0, looks: false });
    expect(reading.unread.value).toBe(0);
    say();
    expect(reading.unread.value).toBe(1);
  });

  it("is what came since a first visit at which nobody looked", () => {
    expect(come({ read: 0, looks: false, mark: 8 }).reading.unread.value).toBe(2);
    expect(come({ read: 0, looks: false, mark: 0 }).reading.unread.value).toBe(10);
  });

  it("is nothing that another tab has read", () => {
    const { reading, marked, say } = come({ looks: false });
    say();
    expect(reading.unread.value).toBe(1);
    marked.value = 11;
    expect(reading.unread.value).toBe(0);
  });

  it("is no less for a mark of a log that is gone", () => {
    expect(come({ read: 4, looks: false, mark: 900 }).reading.unread.value).toBe(6);
  });

  it("is nothing that this person wrote elsewhere, nor what was there before it", () => {
    const { reading, say } = come({ read: 4, looks: false });
    say({ author: ada });
    expect(reading.unread.value).toBe(0);
    say();
    expect(reading.unread.value).toBe(1);
  });
});
