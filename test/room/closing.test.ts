import { expect, test, vi } from "vitest";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
const codes = (guests: Guest[]) => guests.map(({ closed }) => closed?.code);

test.each([undefined, 1000, 3000, 4000, 4123, 4999])(
  "a client's close with code %s is answered with the same",
  async (code) => {
    for (const asleep of [false, true]) {
      const room = await TestRoom.create();
      const [ada, bo] = [await room.join("ada"), await room.join("bo")];
      if (asleep) await room.evict();
      ada.socket.close(code);
      await ada.until(() => ada.closed !== undefined);
      expect(ada.closed?.code).toBe(code ?? 1000);
      bo.say("m1", "still here");
      await bo.settle();
      expect(bo.messages).toHaveLength(1);
    }
  },
);

test("of many connections of one person the oldest gives way, also after evictions, and it is nobody's business", async () => {
  stopClock();
  const room = await TestRoom.create();
  const bo = await room.join("bo");
  const tabs: Guest[] = [];
  for (let n = 0; n < 13; n++) {
    advance(1_000);
    tabs.push(await room.join("ada"));
    await room.evict();
  }
  await room.settle();
  expect(codes(tabs)).toEqual([4000, 4000, 4000, ...Array<undefined>(10).fill(undefined)]);
  expect(bo.events.filter(({ type }) => type === "presence")).toHaveLength(1);
});

test("a tab is replaced also by a connection that finds the room asleep, and only once it is welcome", async () => {
  const room = await TestRoom.create();
  const old = await room.join("ada", { tab: "t1" });
  old.send({ type: "status", status: "away" });
  await old.settle();
  await room.evict();
  const fresh = await room.join("ada", { tab: "t1", seen: old.seen });
  await room.settle();
  expect(codes([old, fresh])).toEqual([4000, undefined]);
  expect(old.events.at(-1)).toMatchObject({ type: "bye", code: 4000, reconnect: false });
  expect(fresh.events[0]).toMatchObject({ type: "welcome", resumed: true, count: 1 });
  expect((await room.stub.presence(room.record)).count).toBe(1);
});

test("whoever finds the room full leaves no trace in it, and comes in when somebody has left", async () => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  await room.configure({ CONNECTIONS_PER_ROOM: 2 });
  const told = ada.events.length;
  for (const name of ["cy", "bo"]) {
    const refused = await room.join(name);
    expect(refused.events).toMatchObject([{ type: "bye", code: 4010, reconnect: true }]);
    expect(refused.closed?.code).toBe(4010);
  }
  await room.settle();
  expect(ada.events).toHaveLength(told);
  expect((await room.stub.presence(room.record)).count).toBe(2);
  await bo.leave();
  expect((await room.join("cy")).closed).toBeUndefined();
});

test("a session that ends while its socket is on the way is not let in, and its person's other session stays", async () => {
  const room = await TestRoom.create();
  const other = await room.join("ada", { session: "phone" });
  const [, late] = await Promise.all([room.stub.endSession("laptop"), room.join("ada", { session: "laptop" })]);
  await late.until(() => late.closed !== undefined);
  expect(late.closed?.code).toBe(4001);
  expect(late.events.at(-1)).toMatchObject({ type: "bye", code: 4001, reconnect: false });
  await other.settle();
  expect(other.closed).toBeUndefined();
  expect((await room.stub.presence(room.record)).count).toBe(1);
});

test("a session that ends while the room sleeps takes all its connections with it", async () => {
  const room = await TestRoom.create();
  const [one, two, bo] = [await room.join("ada"), await room.join("ada"), await room.join("bo")];
  await room.evict();
  await room.stub.endSession("session-ada");
  await room.settle();
  expect(codes([one, two, bo])).toEqual([4001, 4001, undefined]);
  expect(bo.roster.map(({ id }) => id)).toEqual(["bo"]);
});

test("nothing that is sent after the room has closed a connection has any effect", async () => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  for (let n = 0; n < 10; n++) ada.send("{");
  ada.say("m1", "too late");
  ada.send({ type: "typing" });
  await ada.until(() => ada.closed !== undefined);
  await bo.settle();
  expect(ada.events.at(-1)).toMatchObject({ type: "bye", code: 4400 });
  expect(await room.messages()).toEqual([]);
  expect(bo.events.filter(({ type }) => type === "typing")).toEqual([]);
});

test("how far one has read is one's own: told to one's other tabs, kept over leaving and sleeping, never smaller", async () => {
  const room = await TestRoom.create();
  const bo = await room.join("bo");
  for (let n = 1; n <= 6; n++) bo.say(`m${n}`, "hello");
  await bo.settle();
  const told = bo.events.length;
  const [one, two] = [await room.join("ada"), await room.join("ada")];
  const read = async (tab: Guest, seq: number) => {
    tab.send({ type: "read", seq });
    await room.settle();
  };
  await read(one, 4);
  await one.leave();
  await room.evict();
  await read(two, 2);
  const three = await room.join("ada");
  expect(three.events[0]).toMatchObject({ type: "welcome", read: 4 });
  await read(three, 1_000);
  await room.evict();
  await three.leave();
  await room.evict();
  await two.leave();
  expect((await room.join("ada")).events[0]).toMatchObject({ read: 6 });
  const reads = [one, two, three, bo].map(({ events }) =>
    events.flatMap((event) => (event.type === "read" ? [event.seq] : [])),
  );
  expect(reads).toEqual([[], [4, 6], [], []]);
  expect(bo.events.slice(told).filter(({ type }) => type !== "presence")).toEqual([]);
  expect((await room.join("cy")).events[0]).toMatchObject({ read: 0 });
});
