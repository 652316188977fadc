import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Api } from "../../src/client/api.ts";
import { RoomList } from "../../src/client/room-list.ts";
import type { RoomSummary, Status } from "../../src/protocol/model.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

const MINUTE = 60_000;
const room = (id: string, seq: number): RoomSummary => ({
  id,
  name: id,
  topic: "",
  seq,
  lastMessageAt: null,
  online: 0,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Tabs of one browser, and how often they have asked for the list. */
function browser({ counts = true } = {}) {
  const storage = fakeStorage();
  const rooms = [room("wood", 1)];
  const calls: number[] = [];
  const tabs: { list: RoomList; surroundings: FakeSurroundings; status: ReturnType<typeof signal<Status>> }[] = [];
  const open = () => {
    const surroundings = new FakeSurroundings(storage);
    const status = signal<Status>("active");
    const answer = async () => {
      calls.push(surroundings.now());
      for (const tab of tabs)
        if (tab.surroundings !== surroundings) tab.surroundings.storedElsewhere("dormouse:ada:rooms");
      await settled();
      return rooms.map((each) => ({ ...each }));
    };
    const list = new RoomList({
      api: { rooms: answer } as unknown as Api,
      surroundings,
      you: "ada",
      status: () => status.value,
      counts: () => counts,
      onAnswer: () => {},
    });
    list.watch();
    const tab = { list, surroundings, status };
    tabs.push(tab);
    return tab;
  };
  /** Lets time pass for all tabs, minute by minute, and answers arrive. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      for (const { surroundings } of tabs) {
        surroundings.pass(MINUTE);
        await settled();
        for (const other of tabs)
          if (other.surroundings !== surroundings) other.surroundings.storedElsewhere("dormouse:ada:rooms");
      }
    }
  };
  return { rooms, calls, open, pass };
}

describe("the list of rooms", () => {
  it("is asked for on coming, and then more and more rarely while nothing happens", async () => {
    const { calls, open, pass } = browser();
    open();
    await pass(60);
    expect(calls.length).toBeGreaterThan(6);
    expect(calls.length).toBeLessThan(10);
    const before = calls.length;
    await pass(60);
    expect(calls.length - before).toBeLessThanOrEqual(6);
  });

  it("is asked for every two minutes while something does", async () => {
    const { rooms, calls, open, pass } = browser();
    open();
    for (let minute = 0; minute < 60; minute++) {
      rooms[0]!.seq++;
      await pass(1);
    }
    expect(calls.length).toBeGreaterThanOrEqual(20);
    expect(calls.length).toBeLessThanOrEqual(31);
  });

  it("is asked for by one tab for all", async () => {
    const { rooms, calls, open, pass } = browser();
    const [first, second] = [open(), open()];
    await settled();
    const before = calls.length;
    rooms[0]!.seq = 7;
    await pass(20);
    expect(calls.length - before).toBeLessThanOrEqual(5);
    for (const { list } of [first, second]) expect(list.rooms.value?.[0]?.seq).toBe(7);
  });

  it("is not asked for while nobody sees the page or is there, nor without a room in which something could be unread", async () => {
    const { calls, open, pass } = browser();
    const { surroundings, status } = open();
    await settled();
    surroundings.isHidden = true;
    await pass(60);
    expect(calls).toHaveLength(1);
    surroundings.isHidden = false;
    surroundings.happen("visible");
    expect(calls).toHaveLength(2);
    status.value = "away";
    await pass(60);
    expect(calls).toHaveLength(2);
    status.value = "active";
    expect(calls).toHaveLength(3);
    const alone = browser({ counts: false });
    alone.open();
    await alone.pass(60);
    expect(alone.calls).toHaveLength(1);
  });

  it("is asked for when somebody opens it, unless it is fresh", async () => {
    const { calls, open, pass } = browser({ counts: false });
    const { list } = open();
    await settled();
    await list.refresh();
    expect(calls).toHaveLength(1);
    await pass(1);
    await list.refresh();
    expect(calls).toHaveLength(2);
  });

  it("is shown as it was, with nobody there, until the server has been asked", async () => {
    const { open, rooms } = browser();
    const { list } = open();
    list.recall([{ ...room("wood", 0), online: 5 }]);
    expect(list.rooms.value).toEqual([room("wood", 0)]);
    rooms[0]!.online = 2;
    await settled();
    await settled();
    expect(list.rooms.value?.[0]).toMatchObject({ seq: 1, online: 2 });
    list.recall([]);
    expect(list.rooms.value).toHaveLength(1);
  });

  it("can be asked for again when it failed", async () => {
    let works = false;
    const surroundings = new FakeSurroundings();
    const rooms = () => (works ? Promise.resolve([room("wood", 1)]) : Promise.reject(new Error("offline")));
    const api = { rooms } as unknown as Api;
    const list = new RoomList({
      api,
      surroundings,
      you: "ada",
      status: () => "active",
      counts: () => true,
      onAnswer: () => {},
    });
    list.watch();
    await settled();
    expect(list.failed.value).toBe(true);
    works = true;
    const asked = list.refresh();
    expect([list.failed.value, list.isAsking.value]).toEqual([true, true]);
    await asked;
    expect([list.failed.value, list.isAsking.value]).toEqual([false, false]);
    expect(list.rooms.value).toHaveLength(1);
  });
});
