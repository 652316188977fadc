import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import type { Message } from "../../../src/protocol/model.ts";
import { BadNetwork } from "./proxy.ts";
import { planOf } from "./proxy-plan.ts";
import { Random, seeds } from "./random.ts";
import { Server } from "./server.ts";
import { Visitor } from "./visitor.ts";

const PEOPLE = 3;
/** What each of them does, while their connection breaks in one way and then in another. */
const ACTIONS = 40;
/** Milliseconds between two of them. */
const PACE_MS = 40;

let server: Server;

beforeAll(async () => {
  server = await Server.prepare();
  await server.start();
});

afterAll(() => server.close());

// The seed is part of the name, so that a failure names it: SEED=… npm test -- proxy
describe.each(seeds(2 * inject("effort")))("a network with SEED=%i", (seed) => {
  test("the client writes everything once and in order, and shows what a newcomer sees", async () => {
    const random = new Random(seed);
    const accounts = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => server.signIn(`Person${index}`)));
    const room = await server.makeRoom(accounts[0]!, `Network ${seed}`);
    const plans = accounts.map((_, client) => planOf(seed, client));
    const proxies = await Promise.all(
      plans.map((plan) => BadNetwork.start(Number(server.url.port), (n) => plan[n] ?? [])),
    );
    const people = accounts.map((each, n) => new Visitor(server, proxies[n]!.port, room, each, random.fork()));
    onTestFinished(() => {
      for (const { room } of people) room.close();
      for (const proxy of proxies) proxy.close();
    });

    const written = await Promise.all(people.map((visitor) => write(visitor, random.fork())));
    for (const proxy of proxies) proxy.calm();
    for (const visitor of people) await visitor.until(({ isSettled }) => isSettled);

    const newcomer = new Visitor(server, Number(server.url.port), room, accounts[0]!, random.fork());
    onTestFinished(() => newcomer.room.close());
    await newcomer.until(({ isSettled }) => isSettled);
    const truth = await newcomer.everything();
    expect(truth.map(({ seq }) => seq)).toEqual(truth.map((_, index) => index + 1));
    for (const [n, texts] of written.entries()) expect(sentBy(people[n]!, truth)).toEqual(texts);
    expect(truth).toHaveLength(written.flat().length);
    for (const visitor of people) {
      // A client whose line has stalled cannot know yet that it lacks something: its heart has to beat first.
      await visitor.until(({ seq, room }) => seq === truth.length && room.state.rev >= newcomer.room.state.rev);
      expect(await visitor.everything()).toEqual(truth);
      await visitor.until(({ online }) => isDeepStrictEqual(online, newcomer.online));
    }
    // It was a bad network.
    expect(proxies.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThan(PEOPLE);
  });
});

/** Sends, edits, reacts and deletes for a while. @returns the ids of what was sent, in order */
async function write({ room, account }: Visitor, random: Random): Promise<string[]> {
  const sent: string[] = [];
  for (let n = 0; n < ACTIONS; n++) {
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    const alive = room.messages.peek().filter(({ deletedAt }) => deletedAt === undefined);
    const own = random.pick(alive.filter(({ author }) => author.id === account.user.id));
    const any = random.pick(alive);
    const mood = random.next();
    if (own && mood < 0.15) room.edit(own.seq, `${own.text}, edited`);
    else if (own && mood < 0.2) room.delete(own.seq);
    else if (any && mood < 0.4) room.react(any.seq, "👍", mood < 0.3);
    else {
      room.send(`Text ${n}`);
      sent.push(room.unsent.peek().at(-1)!.command.id);
    }
  }
  return sent;
}

/** The ids of what a visitor has sent, in the order in which it is in the room. */
function sentBy({ account }: Visitor, messages: Message[]): string[] {
  return messages.filter(({ author }) => author.id === account.user.id).map(({ id }) => id);
}
