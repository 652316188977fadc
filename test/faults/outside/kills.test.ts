import { isDeepStrictEqual } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { ArchiveFile } from "./archive-file.ts";
import { talk } from "./load.ts";
import { Participant } from "./participant.ts";
import { Random, seeds } from "./random.ts";
import { Server } from "./server.ts";
import { verdict } from "./verdict.ts";

const PEOPLE = 6;
const KILLS = 3 * inject("effort");
/** Answers that are given from one kill to the next, at least and at most. */
const ANSWERS = [30, 150] as const;
/** How often somebody's device is switched off with the server, and knows nothing when it is back but what it has to send. */
const FORGETFUL = 0.3;

test(
  "killed again and again under load, the room loses nothing, doubles nothing, and all are of one mind",
  async () => {
    const [seed] = seeds(1) as [number];
    const random = new Random(seed);
    const server = await Server.prepare();
    onTestFinished(() => server.close());
    await server.start();
    const names = Array.from({ length: PEOPLE }, (_, index) => `Person${index + 1}`);
    const accounts = await Promise.all(names.map((name) => server.signIn(name)));
    const room = await server.makeRoom(accounts[0]!, "Battlefield");
    const people = accounts.map((account) => new Participant(server, room, account));
    onTestFinished(() => {
      for (const person of people) person.leave();
    });
    const talks = people.map((person) => talk(person, random.fork()));
    for (let kill = 0; kill < KILLS; kill++) {
      const enough = answersOf(people) + random.between(...ANSWERS);
      const witness = random.pick(people)!;
      await witness.until(() => answersOf(people) >= enough);
      await server.kill();
      for (const person of people) if (random.next() < FORGETFUL) person.forget();
      await server.start();
    }
    for (const { stop } of talks) stop();
    for (const person of people) await person.until(({ isSettled }) => isSettled);
    const messages = await server.history(room, accounts[0]!);
    const rev = Math.max(...messages.map((message) => message.rev ?? 0));
    for (const person of people) await person.until(({ seq, rev: seen }) => seq === messages.length && seen === rev);

    const copies = people.map((person): [string, typeof messages] => [person.user.name, person.copy()]);
    const evidence = { given: people.map(({ given }) => given), room: messages, copies: Object.fromEntries(copies) };
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(verdict(evidence)).toEqual([]);
    // The load was one: there were changes to what an earlier life of the runtime had stored, and things to resume.
    expect(evidence.given.flat().length).toBeGreaterThan(KILLS * ANSWERS[0]);

    // All leave, the room goes to sleep, and then it is D1 alone that answers.
    for (const person of people) person.leave();
    const archive = new ArchiveFile(server);
    const isAsleep = () => !archive.isAwake(room);
    expect(await archive.until(isAsleep, "the room is awake")).toEqual([]);
    expect(isDeepStrictEqual(archive.messages(room), messages)).toBe(true);
    expect(await server.history(room, accounts[0]!)).toEqual(messages);
  },
  120_000 + 10_000 * KILLS,
);

function answersOf(people: Participant[]): number {
  return people.reduce((sum, { answers }) => sum + answers, 0);
}
