import { expect, test, vi } from "vitest";
import type { MessageEvent } from "../../src/protocol/events.ts";
import { enterHall, framesWith } from "./hall.ts";
import type { Guest } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const PEOPLE = 150;

test("a burst of many people reaches everybody, in order and without a gap, in a few full frames", async () => {
  const hall = await enterHall(PEOPLE);
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    for (const guest of hall.guests) guest.say(`m${round}`, `${guest.name} says ${round}`);
    await hall.listen();
  }
  const messages = rounds * PEOPLE;
  const seqs = Array.from({ length: messages }, (_, index) => index + 1);
  let frames = 0;
  for (const guest of hall.guests) {
    expect(guest.errors).toEqual([]);
    expect(guest.messages.map(({ seq }) => seq)).toEqual(seqs);
    frames += framesWith(guest, "message").length;
  }
  expect(frames).toBeLessThanOrEqual((messages * PEOPLE) / 50);
  const told = hall.guests.map((guest) => guest.messages.map(({ author, id }) => `${author.id} ${id}`).sort());
  expect(new Set(told[0]).size).toBe(messages);
});

test("without a stopped clock, too, everybody gets everything in order", async () => {
  const hall = await enterHall(100, { isClockStopped: false });
  for (const guest of hall.guests) for (const id of ["a", "b", "c"]) guest.say(id, `${guest.name} says ${id}`);
  const seqs = Array.from({ length: 300 }, (_, index) => index + 1);
  await Promise.all(hall.guests.map((guest) => guest.until(() => guest.messages.length >= seqs.length)));
  for (const guest of hall.guests) expect(guest.messages.map(({ seq }) => seq)).toEqual(seqs);
});

test("the first event in a quiet room is sent at once, in a frame of its own; the next ones wait for each other", async () => {
  const hall = await enterHall(50);
  const [ada, bo, cy] = hall.guests;
  for (let round = 1; round <= 2; round++) {
    hall.rest();
    ada!.say(`first-${round}`, "Anybody?");
    await hall.settle();
    for (const guest of hall.guests) {
      const last = JSON.parse(guest.frames.at(-1)!) as MessageEvent[];
      expect(last.map(({ id }) => id)).toEqual([`first-${round}`]);
    }
    const before = hall.guests.map(({ frames }) => frames.length);
    bo!.say(`second-${round}`, "Yes");
    cy!.say(`third-${round}`, "Me too");
    await hall.settle();
    expect(hall.guests.map(({ frames }) => frames.length)).toEqual(before);
    await hall.listen();
    expect(hall.guests.map(({ frames }) => frames.length)).toEqual(before.map((count) => count + 1));
    const last = JSON.parse(ada!.frames.at(-1)!) as MessageEvent[];
    expect(last.map(({ id }) => id)).toEqual([`second-${round}`, `third-${round}`]);
  }
});

test("ten reactions to one message within a window are one event, with the final state", async () => {
  const hall = await enterHall(30);
  const [ada, ...others] = hall.guests;
  hall.rest();
  ada!.say("m1", "Who is for it?");
  await hall.settle();
  const voters = others.slice(0, 10);
  for (const voter of voters) voter.send({ type: "react", id: "v1", seq: 1, emoji: "👍", on: true });
  voters[0]!.send({ type: "react", id: "v2", seq: 1, emoji: "👍", on: false });
  await hall.listen();
  const reactions = { "👍": voters.slice(1).map(({ name }) => name) };
  for (const guest of hall.guests) {
    const changes = guest.messages.filter(({ rev }) => rev !== undefined);
    const acks = voters.indexOf(guest) < 0 ? [] : guest === voters[0] ? ["v1", "v2"] : ["v1"];
    expect(changes).toHaveLength(Math.max(1, acks.length));
    expect(changes.flatMap(({ ack }) => ack ?? [])).toEqual(acks);
    for (const change of changes) expect(change).toMatchObject({ seq: 1, rev: 11, reactions });
    expect(framesWith(guest, "message")).toHaveLength(2);
  }
});

test("a herd of joins and leaves costs each connection a few presence events, and everybody knows who is here", async () => {
  const hall = await enterHall(PEOPLE);
  const told = presenceEvents(hall.guests);
  expect(Math.max(...told)).toBeLessThan(PEOPLE / 5);
  expect(told.reduce((sum, count) => sum + count, 0)).toBeLessThan(PEOPLE * 5);
  const names = hall.guests.map(({ name }) => name).sort();
  for (const guest of hall.guests) expect(guest.roster.map(({ id }) => id)).toEqual(names);

  const staying = hall.guests.slice(0, 50);
  const before = presenceEvents(staying);
  await Promise.all(hall.guests.slice(50).map((guest) => guest.leave()));
  hall.pass(10_000);
  await hall.room.alarm();
  await hall.listen();
  const remaining = staying.map(({ name }) => name).sort();
  for (const guest of staying) expect(guest.roster.map(({ id }) => id)).toEqual(remaining);
  const after = presenceEvents(staying);
  for (const [index, count] of after.entries()) expect(count - before[index]!).toBeLessThanOrEqual(2);
  expect(await hall.room.stub.presence(hall.room.record)).toMatchObject({ count: 50 });
});

test("typing is told in a small room, never to the typist, and not at all among more than a hundred people", async () => {
  for (const [people, isTold] of [
    [5, true],
    [30, true],
    [120, false],
  ] as const) {
    const hall = await enterHall(people);
    const [ada, ...others] = hall.guests;
    const elsewhere = await hall.room.join(ada!.name);
    hall.rest();
    ada!.send({ type: "typing" });
    others[0]!.send({ type: "typing" });
    await hall.listen();
    const whom = (guest = ada!) => guest.events.flatMap((event) => (event.type === "typing" ? [event.user.id] : []));
    for (const guest of [ada!, elsewhere]) expect(whom(guest)).toEqual(isTold ? [others[0]!.name] : []);
    expect(whom(others[0])).toEqual(isTold ? [ada!.name] : []);
    for (const guest of others.slice(1)) expect(whom(guest)).toEqual(isTold ? [ada!.name, others[0]!.name] : []);
  }
});

function presenceEvents(guests: Guest[]): number[] {
  return guests.map(({ events }) => events.filter(({ type }) => type === "presence").length);
}
