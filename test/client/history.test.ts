import { describe, expect, it } from "vitest";
import { FakeRoom } from "./fake-room.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A room read back by so many pages. */
async function readBack(pages: number, count = 1_000): Promise<FakeRoom> {
  const room = new FakeRoom(count);
  room.history.scrolled(false, room.seqs[0]!);
  for (let page = 0; page < pages; page++) {
    void room.history.loadOlder();
    await room.asked[0]?.answer();
  }
  return room;
}

describe("reading back", () => {
  it("asks for one page at a time, with the revision that is held", async () => {
    const room = new FakeRoom(200);
    room.change(180);
    room.deliver();
    const loading = room.history.loadOlder();
    void room.history.loadOlder();
    expect(room.asked).toMatchObject([{ query: { before: 151, limit: 50 }, rev: 1 }]);
    expect(room.history.older.value).toBe("loading");
    await room.asked[0]!.answer();
    await loading;
    expect(room.history.older.value).toBe("no");
    expect(room.seqs).toEqual(range(101, 200));
  });

  it("ends at the first message", async () => {
    const room = await readBack(1, 60);
    expect(room.seqs).toEqual(range(1, 60));
    expect(room.state.transcript.hasBefore.value).toBe(false);
    void room.history.loadOlder();
    expect(room.asked).toEqual([]);
  });

  it("can be tried again when it failed", async () => {
    const room = new FakeRoom(200);
    void room.history.loadOlder();
    await room.asked[0]!.fail();
    expect(room.history.older.value).toBe("failed");
    void room.history.loadOlder();
    await room.asked[0]!.answer();
    expect(room.history.older.value).toBe("no");
    expect(room.seqs[0]).toBe(101);
  });

  it("is tried again by itself when the connection is back, but not for who has gone on to the latest", async () => {
    const room = new FakeRoom(200);
    room.history.scrolled(false, 151);
    void room.history.loadOlder();
    await room.asked[0]!.fail();
    room.resume();
    expect(room.history.older.value).toBe("loading");
    await room.asked[0]!.fail();
    room.history.goToEnd();
    room.resume();
    expect(room.history.older.value).toBe("no");
    expect(room.asked).toEqual([]);
  });

  it("lets go of the newest messages in view when there are too many, and finds them again on the way back", async () => {
    const room = await readBack(6);
    expect(room.seqs).toEqual(range(651, 950));
    expect(room.state.transcript.hasAfter.value).toBe(true);
    expect(room.state.position?.seq).toBe(1_000);
    await room.history.loadNewer();
    expect(room.asked).toEqual([]);
    expect(room.seqs).toEqual(range(701, 1_000));
    expect(room.state.transcript.hasAfter.value).toBe(false);
  });

  it("asks for what is newer where it is not held any more", async () => {
    const room = await readBack(8);
    expect(room.seqs).toEqual(range(551, 850));
    room.post();
    room.deliver();
    void room.history.loadNewer();
    expect(room.asked).toMatchObject([{ query: { after: 850 } }]);
    await room.asked[0]!.answer();
    expect(room.seqs).toEqual(range(601, 900));
  });

  it("is not disturbed by what is written meanwhile, which only counts", async () => {
    const room = await readBack(8);
    const before = room.state.transcript.messages.value;
    room.post(3);
    room.deliver();
    expect(room.state.transcript.messages.value).toBe(before);
    expect(room.history.behind.value).toBe(3);
    expect(room.state.position?.seq).toBe(1_003);
    room.history.goToEnd();
    expect(room.seqs.at(-1)).toBe(1_003);
    expect(room.history.behind.value).toBe(0);
    expect(room.asked).toEqual([]);
  });

  it("sees what is changed meanwhile", async () => {
    const room = await readBack(8);
    room.change(600);
    room.change(10);
    room.deliver();
    expect(room.state.transcript.messages.value).toEqual(room.expected);
  });

  it("keeps what is quoted, so that the quote does not fade", async () => {
    const room = new FakeRoom(1_000);
    room.messages[989] = { ...room.messages[989]!, replyTo: 400 };
    room.begin();
    await Promise.all([room.history.goTo(400), room.asked[0]?.answer()]);
    room.history.goToEnd();
    for (let n = 0; n < 8; n++) {
      void room.history.loadOlder();
      await room.asked[0]?.answer();
    }
    expect(room.state.transcript.find(400)?.text).toBe("text 400");
    expect(room.state.transcript.find(399)).toBeUndefined();
  });
});

describe("a room of 100,000 messages", () => {
  const COUNT = 100_000;
  const held = ({ state: { transcript } }: FakeRoom) => range(1, COUNT).filter((seq) => transcript.find(seq)).length;

  it("is read back to the first and forth again with no more on the page, or held, than at the beginning", async () => {
    const room = await readBack(0, COUNT);
    let most = 0;
    let mostHeld = 0;
    let pages = 0;
    const read = async (load: () => Promise<void>) => {
      void load();
      await room.asked[0]?.answer();
      const { length } = room.state.transcript.messages.value;
      most = Math.max(most, length);
      if (++pages % 100 === 0) mostHeld = Math.max(mostHeld, held(room));
    };
    const { hasBefore, hasAfter } = room.state.transcript;
    while (hasBefore.value) await read(() => room.history.loadOlder());
    expect(room.seqs).toEqual(range(1, 300));
    while (hasAfter.value) await read(() => room.history.loadNewer());
    expect(room.seqs.at(-1)).toBe(COUNT);
    expect(pages).toBeGreaterThanOrEqual((2 * (COUNT - 350)) / 50);
    expect(most).toBeLessThanOrEqual(320);
    expect(mostHeld).toBeLessThanOrEqual(420);
    expect(room.state.transcript.messages.value).toEqual(room.expected);
  });

  it.each([
    ["at the end", true],
    ["further up", false],
  ])("of which each comes in while one is %s, holds no more either", (_, isAtEnd) => {
    const room = new FakeRoom(50);
    room.history.scrolled(isAtEnd, isAtEnd ? null : 20);
    for (let posted = 50; posted < COUNT; posted += 50) {
      room.post(50);
      room.deliver();
      expect(room.seqs.length).toBeLessThanOrEqual(320);
    }
    expect(held(room)).toBeLessThanOrEqual(420);
    expect(room.seqs.at(-1) === COUNT).toBe(isAtEnd);
  });
});

describe("a page that is on its way", () => {
  it("never undoes a change that arrives before it", async () => {
    const room = new FakeRoom(200);
    room.history.scrolled(false, 151);
    void room.history.loadOlder();
    room.change(120);
    room.deliver();
    // Enough to make it forget what it does not need.
    room.post(500);
    room.deliver();
    await room.asked[0]!.answer();
    expect(room.seqs).toContain(120);
    expect(room.state.transcript.find(120)?.text).toBe("revision 1");
  });

  it("is thrown away if everything was dropped meanwhile, even of the same log", async () => {
    const room = new FakeRoom(200);
    void room.history.loadOlder();
    room.change(120);
    room.begin();
    await room.asked[0]!.answer();
    expect(room.seqs).toEqual(range(151, 200));
    expect(room.history.older.value).toBe("no");
    void room.history.loadOlder();
    await room.asked[0]!.answer();
    expect(room.state.transcript.messages.value).toEqual(room.expected);
  });
});

describe("new messages", () => {
  it("push out the oldest for a reader at the end", () => {
    const room = new FakeRoom(60);
    for (let n = 0; n < 40; n++) {
      room.post(10);
      room.deliver();
      expect(room.seqs.length).toBeLessThanOrEqual(320);
    }
    expect(room.seqs.at(-1)).toBe(460);
    expect(room.state.transcript.hasBefore.value).toBe(true);
  });

  it("push out nothing for one who reads further up", () => {
    const room = new FakeRoom(60);
    room.history.scrolled(false, 20);
    for (let n = 0; n < 100; n++) {
      room.post(10);
      room.deliver();
      expect(room.seqs[0]).toBe(11);
      expect(room.seqs.length).toBeLessThanOrEqual(320);
    }
    expect(room.state.transcript.hasAfter.value).toBe(true);
    expect(room.history.behind.value).toBe(1_000);
  });
});

describe("going to a message", () => {
  it("that is in view moves nothing but the mark", async () => {
    const room = new FakeRoom(200);
    await room.history.goTo(180);
    expect(room.asked).toEqual([]);
    expect(room.seqs).toEqual(range(151, 200));
    expect(room.history.spot.value).toEqual({ seq: 180 });
    expect(room.history.marked.value).toBe(180);
  });

  it("that is not held loads what is around it", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(123);
    expect(room.history.seeking.value).toBe(true);
    expect(room.seqs.at(-1)).toBe(1_000);
    expect(room.asked).toMatchObject([{ query: { around: 123 } }]);
    await room.asked[0]!.answer();
    expect(room.history.seeking.value).toBe(false);
    expect(room.seqs).toEqual(range(99, 148));
    expect(room.history.atEnd.value).toBe(false);
  });

  it("that is not shown because it only gives its neighbour a context loads what is around it", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(951);
    await room.asked[0]!.answer();
    expect(room.seqs[0]).toBeLessThan(951);
    expect(room.seqs.at(-1)).toBe(1_000);
  });

  it("waits until the room has been seen", async () => {
    const room = new FakeRoom(1_000, false);
    void room.history.goTo(123);
    expect(room.asked).toEqual([]);
    expect(room.history.veiled.value).toBe(true);
    room.begin();
    await room.asked[0]!.answer();
    expect(room.history.marked.value).toBe(123);
    expect(room.history.veiled.value).toBe(false);
  });

  it("of a room that turns out to let nobody in fails, until it does", async () => {
    const room = new FakeRoom(1_000, false);
    void room.history.goTo(123);
    room.shutOut();
    const { seeking, veiled, notice } = room.history;
    expect([seeking.value, veiled.value, notice.value?.kind]).toEqual([false, false, "failed"]);
    room.begin();
    await room.asked[0]!.answer();
    expect(room.history.marked.value).toBe(123);
  });

  it.each([
    ["nothing is held", new FakeRoom(1_000, false), 123],
    ["it is not known whether there is such a message", new FakeRoom(1_000), 1_001],
  ])("of a room that lets nobody in, and of which %s, fails", (_, room, seq) => {
    room.shutOut();
    void room.history.goTo(seq);
    const { seeking, veiled, notice } = room.history;
    expect([seeking.value, veiled.value, notice.value?.kind]).toEqual([false, false, "failed"]);
  });

  it("is asked of the room itself, when whoever it lets in no more tries again", () => {
    const room = new FakeRoom(1_000, false);
    void room.history.goTo(123);
    room.shutOut();
    const { notice, seeking } = room.history;
    if (notice.value?.kind !== "failed") throw new Error("It has not failed.");
    room.isShutOut = false;
    notice.value.retry();
    expect([room.knocks, seeking.value, notice.value]).toEqual([1, true, null]);
  });

  it("of a room that is only not connected waits", () => {
    const room = new FakeRoom(1_000, false);
    void room.history.goTo(123);
    room.history.disconnected();
    expect(room.history.seeking.value).toBe(true);
  });

  it.each([0, 1_001])("number %i, which there is none of, says so and shows the latest", async (seq) => {
    const room = await readBack(8);
    await room.history.goTo(seq);
    expect(room.history.notice.value).toEqual({ kind: "missing", seq });
    expect(room.seqs.at(-1)).toBe(1_000);
    expect(room.history.spot.value).toEqual({ seq: "end" });
    expect(room.history.marked.value).toBeNull();
    expect(room.ends).toBe(1);
  });

  it("that cannot be loaded stays where it is and offers to try again", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(123);
    await room.asked[0]!.fail();
    const notice = room.history.notice.value;
    expect(notice?.kind).toBe("failed");
    expect(room.seqs.at(-1)).toBe(1_000);
    if (notice?.kind === "failed") notice.retry();
    await room.asked[0]!.answer();
    expect(room.history.marked.value).toBe(123);
  });

  it("that could not be loaded is tried again when the connection is back, unless the reader has gone on", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(123);
    await room.asked[0]!.fail();
    room.resume();
    await room.asked[0]!.answer();
    expect(room.history.marked.value).toBe(123);
    void room.history.goTo(456);
    await room.asked[0]!.fail();
    room.history.scrolled(false, 130);
    room.resume();
    expect(room.asked).toEqual([]);
    expect(room.history.notice.value?.kind).toBe("failed");
  });

  it("that could not be loaded is given up by who goes to the latest, and waits for who is writing", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(123);
    await room.asked[0]!.fail();
    room.history.goToEnd();
    expect(room.history.notice.value).toBeNull();
    room.resume();
    expect(room.asked).toEqual([]);
    void room.history.goTo(123);
    await room.asked[0]!.fail();
    room.isWriting = true;
    room.resume();
    expect(room.asked).toEqual([]);
    expect(room.history.notice.value?.kind).toBe("failed");
  });

  it("and to another before it came ends at the other", async () => {
    const room = new FakeRoom(1_000);
    void room.history.goTo(123);
    void room.history.goTo(456);
    const [first, second] = room.asked;
    await second!.answer();
    await first!.answer();
    expect(room.history.marked.value).toBe(456);
    expect(room.seqs).toContain(456);
  });
});

describe("a room that begins anew", () => {
  it("tells a reader who was further up, and offers the way back", async () => {
    const room = await readBack(8);
    room.history.scrolled(false, 600);
    room.begin();
    expect(room.history.notice.value).toEqual({ kind: "anew", seq: 600 });
    expect(room.history.spot.value).toEqual({ seq: "end" });
    expect(room.seqs).toEqual(range(951, 1_000));
  });

  it("offers no way back into a log that is gone", async () => {
    const room = await readBack(8);
    room.history.scrolled(false, 600);
    room.begin(true);
    expect(room.history.notice.value).toEqual({ kind: "anew", seq: null });
  });

  describe("for whoever has come for a message, and found it in an old copy", () => {
    /** As a page is opened whose device has kept messages from 601, before the room has answered. */
    async function come(seq: number): Promise<FakeRoom> {
      const room = await readBack(8);
      room.state.disconnected();
      await room.history.goTo(seq);
      expect(room.history.marked.value).toBe(seq);
      return room;
    }

    it.each([
      ["in the middle", 700, () => {}],
      ["scrolled a little", 700, (room: FakeRoom) => room.history.scrolled(false, 690)],
      ["on the last screen", 995, (room: FakeRoom) => room.history.scrolled(true, null)],
    ])("leads there again: %s", async (_, seq, read) => {
      const room = await come(seq);
      read(room);
      room.post(2_000);
      room.begin();
      expect(room.history).toMatchObject({
        notice: { value: null },
        seeking: { value: true },
        veiled: { value: true },
      });
      await room.asked[0]!.answer();
      expect(room.history).toMatchObject({
        seeking: { value: false },
        veiled: { value: false },
        marked: { value: seq },
      });
      expect(room.history.spot.value).toEqual({ seq });
      expect(room.seqs).toContain(seq);
    });

    it.each([
      ["have read on", 800, (room: FakeRoom) => room.history.scrolled(false, 800)],
      [
        "are writing",
        700,
        (room: FakeRoom) => {
          room.isWriting = true;
        },
      ],
    ])("leaves alone who %s", async (_, seq, act) => {
      const room = await come(700);
      act(room);
      room.begin();
      expect(room.history).toMatchObject({ notice: { value: { kind: "anew", seq } }, seeking: { value: false } });
      expect(room.asked).toEqual([]);
    });

    it("takes nobody from the way to another one, or from what could not be loaded", async () => {
      const room = await come(700);
      void room.history.goTo(20);
      room.begin();
      await room.asked.at(-1)!.answer();
      expect(room.history.marked.value).toBe(20);

      const other = await come(700);
      void other.history.goTo(20);
      await other.asked[0]!.fail();
      other.begin();
      expect(other.history).toMatchObject({ notice: { value: { kind: "anew" } }, veiled: { value: false } });
    });

    it("is over when the room has caught up, or they have gone to the latest", async () => {
      for (const end of [(room: FakeRoom) => room.resume(), (room: FakeRoom) => room.history.goToEnd()]) {
        const room = await come(700);
        end(room);
        room.begin();
        expect(room.history.seeking.value).toBe(false);
      }
    });
  });

  it("need not be mentioned to a reader at the end", () => {
    const room = new FakeRoom(1_000);
    room.begin();
    expect(room.history.notice.value).toBeNull();
  });
});

it("leaving brings a reader back to the latest messages next time", async () => {
  const room = await readBack(8);
  await room.history.goTo(700);
  room.history.leave();
  expect(room.seqs.at(-1)).toBe(1_000);
  expect(room.history).toMatchObject({ atEnd: { value: true }, marked: { value: null }, notice: { value: null } });
});

it("a day is found with few questions", async () => {
  const room = new FakeRoom(100_000);
  const going = room.history.goToDate(54_321_000);
  let questions = 0;
  while (room.history.seeking.value) {
    questions++;
    await room.asked[0]!.answer();
  }
  await going;
  expect(questions).toBeLessThanOrEqual(17);
  expect(room.history.spot.value).toEqual({ seq: 54_321 });
  expect(room.history.marked.value).toBeNull();
});
