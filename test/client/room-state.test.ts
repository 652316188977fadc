import { describe, expect, it } from "vitest";
import { RoomState } from "../../src/client/room-state.ts";
import { ada, bo, message, person, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

function visited(last = 3, rev = 0) {
  const surroundings = new FakeSurroundings();
  const state = new RoomState(surroundings);
  const seqs = Array.from({ length: Math.min(last, 50) }, (_, index) => Math.max(0, last - 50) + index + 1);
  expect(state.apply([welcome({ seq: last, rev }), ...seqs.map((seq) => message(seq)), ready])).toBe(true);
  return { surroundings, state };
}

const seqs = (state: RoomState) => state.transcript.messages.value.map(({ seq }) => seq);

describe("a first visit", () => {
  it("shows the latest messages and knows whether there are older ones", () => {
    expect(visited(3).state.transcript.hasBefore.value).toBe(false);
    const { state } = visited(120);
    expect(seqs(state)).toEqual(Array.from({ length: 50 }, (_, index) => 71 + index));
    expect(state.transcript.hasBefore.value).toBe(true);
    expect(state.position).toEqual({ epoch: "e1", seq: 120, rev: 0 });
  });

  it("is no position to resume from until it has arrived whole", () => {
    const state = new RoomState(new FakeSurroundings());
    expect(state.position).toBeNull();
    state.apply([welcome({ seq: 3, rev: 5 }), message(1), message(2)]);
    expect(state.position).toBeNull();
    state.disconnected();
    expect(state.position).toBeNull();
    state.apply([welcome({ seq: 3, rev: 5 }), message(1), message(2), message(3), ready]);
    expect(state.position).toEqual({ epoch: "e1", seq: 3, rev: 5 });
  });

  it("of an empty room can be resumed", () => {
    expect(visited(0).state.position).toEqual({ epoch: "e1", seq: 0, rev: 0 });
  });
});

describe("messages", () => {
  it("are taken in by seq, and a lower rev than the one held is ignored", () => {
    const { state } = visited();
    state.apply([message(2, { text: "newer", rev: 5 })]);
    state.apply([message(2, { text: "older", rev: 4 }), message(4)]);
    expect(seqs(state)).toEqual([1, 2, 3, 4]);
    expect(state.transcript.messages.value[1]?.text).toBe("newer");
    state.apply([message(2, { text: "never changed" })]);
    expect(state.transcript.messages.value[1]?.text).toBe("newer");
  });

  it("carry nothing of the event that brought them", () => {
    const { state } = visited(0);
    state.apply([message(1, { ack: "x" })]);
    expect(state.transcript.messages.value[0]).toEqual({ seq: 1, id: "m1", author: bo, text: "text 1", at: 1_000 });
  });

  it("with one missing between are not taken in: the room has to be resumed", () => {
    const { state } = visited(3);
    expect(state.apply([message(5)])).toBe(false);
    expect(seqs(state)).toEqual([1, 2, 3]);
    expect(state.position?.seq).toBe(3);
  });

  it("missing at the end of catching up mean the same", () => {
    const { state } = visited(3);
    state.disconnected();
    expect(state.apply([welcome({ seq: 6, resumed: true }), message(4), message(5), ready])).toBe(false);
    expect(state.ready.value).toBe(false);
    expect(state.position?.seq).toBe(5);
  });
});

describe("a resume", () => {
  it("adds what was missed and keeps what was held", () => {
    const { state } = visited(3, 2);
    state.disconnected();
    state.apply([welcome({ seq: 5, rev: 4, resumed: true }), message(1, { text: "changed", rev: 4 })]);
    state.apply([message(4), message(5)]);
    state.apply([ready]);
    expect(seqs(state)).toEqual([1, 2, 3, 4, 5]);
    expect(state.transcript.messages.value[0]?.text).toBe("changed");
    expect(state.position).toEqual({ epoch: "e1", seq: 5, rev: 4 });
  });

  it("that breaks off half-way does not claim changes it has not seen", () => {
    const { state } = visited(3, 2);
    state.disconnected();
    state.apply([welcome({ seq: 5, rev: 9, resumed: true }), message(3, { rev: 9 })]);
    state.disconnected();
    expect(state.position).toEqual({ epoch: "e1", seq: 3, rev: 2 });
  });

  it("that was refused drops what was held", () => {
    const { state } = visited(60);
    state.disconnected();
    state.apply([welcome({ epoch: "e2", seq: 2, rev: 1, resumed: false }), message(1), message(2), ready]);
    expect(seqs(state)).toEqual([1, 2]);
    expect(state.transcript.hasBefore.value).toBe(false);
    expect(state.position).toEqual({ epoch: "e2", seq: 2, rev: 1 });
  });

  it("that was refused because too much was missed shows the newest page, with older ones to load", () => {
    const { state } = visited(60);
    state.disconnected();
    const newest = Array.from({ length: 50 }, (_, index) => message(2_951 + index));
    state.apply([welcome({ seq: 3_000, resumed: false }), ...newest, ready]);
    expect(seqs(state)[0]).toBe(2_951);
    expect(state.transcript.hasBefore.value).toBe(true);
  });
});

describe("a room that was kept", () => {
  /** What a page has that is opened after this one. */
  function reopened(state: RoomState) {
    const surroundings = new FakeSurroundings();
    const later = new RoomState(surroundings);
    later.restore(structuredClone(state.snapshot()!));
    return later;
  }

  it("is as it was, from when, and resumes from there", () => {
    const { state, surroundings } = visited(120, 7);
    state.apply([message(90, { text: "changed", rev: 8 }), { type: "read", seq: 110 }]);
    const at = surroundings.date();
    state.disconnected();
    surroundings.pass(60_000);
    const later = reopened(state);
    expect(later.position).toEqual({ epoch: "e1", seq: 120, rev: 8 });
    expect(later.transcript.messages.value).toEqual(state.transcript.messages.value);
    expect([later.read.value, later.transcript.hasBefore.value, later.info.value?.name]).toEqual([110, true, "Wood"]);
    expect([later.asOf.value, later.ready.value]).toEqual([at, false]);
  });

  it("is the same after what was missed as one that was never left", () => {
    const { state } = visited(120, 7);
    const later = reopened(state);
    const missed = [message(100, { text: "changed", rev: 8 }), message(60, { text: "older", rev: 9 }), message(121)];
    for (const one of [state, later]) one.apply([welcome({ resumed: true, seq: 121, rev: 9 }), ...missed, ready]);
    expect(later.transcript.messages.value).toEqual(state.transcript.messages.value);
    expect(later.position).toEqual(state.position);
    expect(later.asOf.value).toBeNull();
  });

  it("is not kept before it has arrived whole, and with no more than its latest messages", () => {
    const state = new RoomState(new FakeSurroundings());
    state.apply([welcome({ seq: 2 }), message(1)]);
    expect(state.snapshot()).toBeNull();
    const { state: long } = visited(50);
    for (let seq = 51; seq <= 300; seq++) long.apply([message(seq)]);
    expect(long.snapshot()?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, at) => 101 + at));
    expect(reopened(long).transcript.hasBefore.value).toBe(true);
  });
});

describe("people", () => {
  it("come and go, and step away", () => {
    const { state } = visited();
    state.apply([{ type: "presence", online: [person(bo, "away")], offline: [], count: 2 }]);
    expect(state.online.value).toEqual([person(ada), person(bo, "away")]);
    state.apply([{ type: "presence", online: [person(bo), person(ada, "away")], offline: [], count: 2 }]);
    expect(state.online.value).toEqual([person(ada, "away"), person(bo)]);
    state.apply([{ type: "presence", online: [], offline: ["bo"], count: 1 }]);
    expect(state.online.value).toEqual([person(ada, "away")]);
    expect(state.count.value).toBe(1);
  });

  it("are shown typing for six seconds after the last word of it", () => {
    const { surroundings, state } = visited();
    const names = () => state.typists.list.map(({ name }) => name);
    const typing = (user: typeof bo) => state.apply([{ type: "typing", user: { id: user.id, name: user.name } }]);
    typing(bo);
    surroundings.pass(3_000);
    typing(bo);
    surroundings.pass(5_999);
    expect(names()).toEqual(["Bo"]);
    surroundings.pass(1);
    expect(names()).toEqual([]);
  });

  it("are not shown typing once their message is there, and never oneself", () => {
    const { state } = visited();
    state.apply([{ type: "typing", user: { id: "bo", name: "Bo" } }]);
    state.apply([{ type: "typing", user: { id: "ada", name: "Ada" } }]);
    expect(state.typists.list).toHaveLength(1);
    state.apply([message(4)]);
    expect(state.typists.list).toEqual([]);
  });
});

it("how far one has read only grows", () => {
  const { state } = visited();
  state.apply([{ type: "read", seq: 2 }]);
  state.apply([{ type: "read", seq: 1 }]);
  expect(state.read.value).toBe(2);
});

it("the room's name and topic are those it was told last", () => {
  const { state } = visited();
  state.apply([{ type: "room", id: "wood", name: "Forest", topic: "Trees" }]);
  expect(state.info.value).toEqual({ id: "wood", name: "Forest", topic: "Trees" });
});
