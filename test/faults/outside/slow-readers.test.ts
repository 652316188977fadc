import { expect, inject, onTestFinished, test, vi } from "vitest";
import { UNACKNOWLEDGED_LIMIT } from "../../../src/protocol/limits.ts";
import { memoryOfChild } from "./memory.ts";
import { type Mutant, UNLIMITED } from "./mutants.ts";
import { type Account, Server } from "./server.ts";
import { Wire } from "./wire.ts";

vi.setConfig({ testTimeout: 180_000 });

const SLOW = 20;
/** Members who go on reading: fewer in the short form, because each of them has to be sent more than four megabytes. */
const READERS = inject("effort") > 1 ? 180 : 40;
/** Characters of a message: as many as there may be. */
const TEXT = "x".repeat(4_000);
/** Messages with which the limit of a connection is reached. */
const LIMIT = Math.ceil(UNACKNOWLEDGED_LIMIT / TEXT.length);
/** Messages that are on their way at the same time. */
const OPEN = 60;
/** Messages after which a room that forgets that limit holds far more than it may. */
const TOO_MANY = 3 * LIMIT;
/** Bytes that may be held for those who do not read, and as many again for whatever else the runtime needs. */
const MEMORY_LIMIT = 2 * SLOW * UNACKNOWLEDGED_LIMIT;

test("those who stop reading hold up nobody, are closed with 4008, and resume whole", async () => {
  const { room, slow, fast, flood } = await crowd(READERS);
  await flood(LIMIT + 30);
  const everything = numbers(LIMIT + 30);
  for (const wire of fast) expect(wire.seqs).toEqual(everything);
  for (const { wire } of slow) expect(wire.seqs).toEqual([]);

  for (const { wire, account } of slow) {
    wire.resume();
    await wire.until(({ bye }) => bye !== undefined);
    expect(wire.bye).toMatchObject({ code: 4008, reconnect: true });
    const again = room.enter(account, wire);
    await again.until(({ seen }) => seen.seq === everything.length);
    expect(again.resumed).toBe(true);
    expect([...wire.seqs, ...again.seqs]).toEqual(everything);
  }
});

test("what they do not read does not fill the memory", async () => {
  expect(await heldAfter(TOO_MANY)).toBeLessThan(MEMORY_LIMIT);
});

test("a room without that limit is caught", async () => {
  expect(await heldAfter(TOO_MANY, UNLIMITED)).toBeGreaterThan(MEMORY_LIMIT);
});

/** Bytes by which the runtime grows while so many messages are sent to people of whom most do not read. */
async function heldAfter(messages: number, mutant?: Mutant): Promise<number> {
  const { server, flood } = await crowd(2, mutant);
  const before = memoryOfChild(server.pid);
  await flood(messages);
  return memoryOfChild(server.pid) - before;
}

/** A room in which some read everything at once, and others have stopped to. */
async function crowd(readers: number, mutant?: Mutant) {
  const server = await Server.prepare(mutant);
  onTestFinished(() => server.close());
  await server.start();
  const founder = await server.signIn("Founder");
  const id = await server.makeRoom(founder, "Flood");
  const enter = ({ token }: Account, before?: Wire) => {
    const wire = new Wire(server, id, token, before?.seen);
    onTestFinished(() => wire.close());
    return wire;
  };
  const join = async (count: number) => {
    const accounts = await Promise.all(numbers(count).map((n) => server.signIn(`Member${n}`)));
    const members = accounts.map((account) => ({ account, wire: enter(account) }));
    for (const { wire } of members) await wire.until(({ isReady }) => isReady);
    return members;
  };
  const slow = await join(SLOW);
  const fast = (await join(readers)).map(({ wire }) => wire);
  for (const { wire } of slow) wire.pause();
  return { server, room: { enter }, slow, fast, flood: (messages: number) => flood(fast, messages) };
}

/** Sends messages as fast as those who read can take them in. */
async function flood(fast: Wire[], messages: number): Promise<void> {
  for (let n = 1; n <= messages; n++) {
    fast[n % fast.length]!.send({ type: "send", id: `flood-${n}`, text: TEXT });
    if (n % OPEN > 0 && n < messages) continue;
    for (const wire of fast) await wire.until(({ seqs }) => seqs.length >= n);
  }
}

function numbers(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
