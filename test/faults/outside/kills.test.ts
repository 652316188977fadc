import { expect, inject, onTestFinished, test, vi } from "vitest";
import { ArchiveFile } from "./archive-file.ts";
import { talk } from "./load.ts";
import { Participant } from "./participant.ts";
import { Random, seeds } from "./random.ts";
import { Server } from "./server.ts";
import { verdict } from "./verdict.ts";

vi.setConfig({ testTimeout: 120_000 + 30_000 * inject("effort") });

const PEOPLE = 6;
const KILLS = 3 * inject("effort");
/** Answers that are given from one kill to the next, at least and at most. */
const ANSWERS = [30, 150] as const;
/** How often somebody's device is switched off with the server, and knows nothing when it is back but what it has to send. */
const FORGETFUL = 0.3;

// The seed says when, and what people do; how far they had got by then is up to the machine. It is part of the name, so that
// a failure names it: SEED=… npm test -- kills
test.for(seeds(1))("killed again and again, nothing is lost or doubled, and all agree (SEED=%i)", async (seed) => {
  const random = new Random(seed);
  const server = await Server.prepare();
  onTestFinished(() => server.close());
  await server.start();
  const names = Array.from({ length: PEOPLE }, (_, index) => `Person${index + 1}`);
  const accounts = await Promise.all(names.map((name) => server.signIn(name)));
  const room = await server.makeRoom(accounts[0]!, "Battlefield");
  const people = accounts.map((account) => new Participant(server, room, account));
  onTestFinished(() => {
    for (const person of people) void person.leave();
  });
  const talks = people.map((person) => talk(person, random.fork()));
  for (let kill = 0; kill < KILLS; kill++) {
    const enough = answersOf(people) + random.between(...ANSWERS);
    const witness = random.pick(people)!;
    await witness.until(() => answersOf(people) >= enough);
    await server.kill();
    for (const person of people) if (random.next() < FORGETFUL) person.switchOff();
    await server.start();
  }
  for (const { stop } of talks) stop();
  for (const person of people) await person.until(({ isSettled }) => isSettled);
  const messages = await server.history(room, accounts[0]!);
  const rev = Math.max(...messages.map((message) => message.rev ?? 0));
  for (const person of people) await person.until(({ seq, rev: seen }) => seq === messages.length && seen === rev);

  const copies = Object.fromEntries(people.map((person) => [person.user.name, person.copy()]));
  const evidence = { given: people.map(({ given }) => given), room: messages, copies };
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
  expect(verdict(evidence)).toEqual([]);
  // The load was one: there were changes to what an earlier life of the runtime had stored, and things to resume.
  expect(evidence.given.flat().length).toBeGreaterThan(KILLS * ANSWERS[0]);

  // All leave, the room goes to sleep, and then it is D1 alone that answers.
  await Promise.all(people.map((person) => person.leave()));
  // Whoever is answered now comes after those who left.
  expect(await server.history(room, accounts[0]!)).toEqual(messages);
  const archive = new ArchiveFile(server);
  expect(await archive.until(() => !archive.isAwake(room), "D1 takes the room for awake")).toEqual([]);
  expect(archive.messages(room)).toEqual(messages);
  expect(await server.history(room, accounts[0]!)).toEqual(messages);
});

function answersOf(people: Participant[]): number {
  return people.reduce((sum, { answers }) => sum + answers, 0);
}
