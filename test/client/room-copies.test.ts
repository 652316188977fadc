import { expect, it } from "vitest";
import type { Me } from "../../src/client/api.ts";
import { ROOMS_KEPT, RoomCopies } from "../../src/client/offline/room-copies.ts";
import { remember } from "../../src/client/remembered.ts";
import type { Snapshot } from "../../src/client/room-state.ts";
import { ada, bo } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

function snapshot(seq: number): Snapshot {
  return {
    at: seq,
    info: { id: "wood", name: "Wood", topic: "" },
    you: ada,
    moderator: false,
    position: { epoch: "e1", seq, rev: 0 },
    messages: [],
    read: seq,
  };
}

function device(me: Me | null = { user: ada }) {
  const surroundings = new FakeSurroundings();
  if (me) remember(surroundings.storage, me);
  const copies = new RoomCopies(surroundings, "ada");
  /** What a page that is opened now has of a room. */
  const reopened = async (id: string) => {
    const later = new RoomCopies(surroundings.beside(), "ada");
    await later.open(id);
    return later.room(id)?.position.seq;
  };
  return { surroundings, copies, reopened };
}

it("a room is there again when the page is opened anew", async () => {
  const { surroundings, copies, reopened } = device();
  expect(await reopened("wood")).toBeUndefined();
  copies.roomChanged("wood", () => snapshot(7));
  copies.listChanged([{ id: "wood", name: "Wood", topic: "", seq: 7, lastMessageAt: 1, online: 2 }]);
  surroundings.pass(5_000);
  await expect.poll(() => reopened("wood")).toBe(7);
  const later = new RoomCopies(surroundings, "ada");
  await later.open(null);
  expect(later.list?.map(({ id }) => id)).toEqual(["wood"]);
  await expect.poll(() => later.room("wood")?.position.seq).toBe(7);
});

it("a hundred changes are kept as one, as of when they are", async () => {
  const { surroundings, copies, reopened } = device();
  let seq = 0;
  let asked = 0;
  const now = () => {
    asked++;
    return snapshot(seq);
  };
  for (seq = 1; seq < 100; seq++) copies.roomChanged("wood", now);
  surroundings.pass(5_000);
  await expect.poll(() => reopened("wood")).toBe(100);
  expect(asked).toBe(1);
});

it("a page that goes out of sight keeps at once what it has; half of a room is not worth keeping", async () => {
  const { surroundings, copies, reopened } = device();
  copies.roomChanged("wood", () => snapshot(7));
  copies.roomChanged("meadow", () => null);
  surroundings.happen("hidden");
  await expect.poll(() => reopened("wood")).toBe(7);
  expect(await reopened("meadow")).toBeUndefined();
});

it("only the rooms that were open last are kept", async () => {
  const { surroundings, copies, reopened } = device();
  for (let index = 0; index <= ROOMS_KEPT; index++) {
    copies.roomChanged(`room-${index}`, () => snapshot(index + 1));
    surroundings.pass(5_000);
    await expect.poll(() => reopened(`room-${index}`)).toBe(index + 1);
  }
  await expect.poll(() => reopened("room-0")).toBeUndefined();
  expect(await reopened("room-1")).toBe(2);
});

it("nothing is kept of a person who has left meanwhile", async () => {
  const first = device();
  first.copies.roomChanged("wood", () => snapshot(7));
  first.copies.close();
  first.surroundings.pass(5_000);
  for (const me of [null, { user: bo }]) {
    const { copies, surroundings } = device();
    copies.roomChanged("wood", () => snapshot(7));
    remember(surroundings.storage, me);
    surroundings.pass(5_000);
    await Promise.resolve();
    expect(await surroundings.records.keys()).toEqual([]);
  }
  expect(await first.surroundings.records.keys()).toEqual([]);
});

it("where the browser does not hand out what was kept, the page opens all the same", async () => {
  const { surroundings } = device();
  surroundings.records.get = () => new Promise(() => {});
  const stuck = new RoomCopies(surroundings, "ada");
  const opened = stuck.open("wood");
  surroundings.pass(1_000);
  await opened;
  surroundings.records.get = async () => {
    throw new Error("forbidden");
  };
  const forbidden = new RoomCopies(surroundings, "ada");
  await forbidden.open("wood");
  expect([stuck.room("wood"), forbidden.room("wood")]).toEqual([undefined, undefined]);
});
