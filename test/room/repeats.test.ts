import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { Command } from "../../src/protocol/frames.ts";
import { pass, stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

/** Ada's commands, in a room where message 1 is hers and has her 👍, and message 2 is hers and deleted. */
const commands: Record<string, Command> = {
  "a message": { type: "send", id: "again", text: "hello", replyTo: 1 },
  "an edit": { type: "edit", id: "again", seq: 1, text: "better" },
  "an edit that changes nothing": { type: "edit", id: "again", seq: 1, text: "first" },
  "a deletion": { type: "delete", id: "again", seq: 1 },
  "a deletion of what was deleted": { type: "delete", id: "again", seq: 2 },
  "a reaction": { type: "react", id: "again", seq: 1, emoji: "🎉", on: true },
  "a reaction taken back": { type: "react", id: "again", seq: 1, emoji: "👍", on: false },
  "a reaction that was there": { type: "react", id: "again", seq: 1, emoji: "👍", on: true },
};

/** What may lie between a command and its repetition; returns the connection that repeats it. */
const between: Record<string, (room: TestRoom, ada: Guest) => Promise<Guest>> = {
  "at once": async (_, ada) => ada,
  "after an eviction": async (room, ada) => {
    await room.evict();
    return ada;
  },
  "from a second connection": (room) => room.join("ada"),
  "after a restart": async (room, ada) => {
    await evictDurableObject(room.stub, { webSockets: "close" });
    return room.join("ada", { seen: ada.seen });
  },
  "an hour later": async (room) => {
    await pass(room, 3_600_000);
    return room.join("ada");
  },
};

async function begin() {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.say("m1", "first");
  ada.say("m2", "second");
  ada.send({ type: "delete", id: "d2", seq: 2 });
  ada.send({ type: "react", id: "r1", seq: 1, emoji: "👍", on: true });
  await ada.settle();
  return { room, ada };
}

/** What everybody could know of the conversation. */
async function state(room: TestRoom) {
  const visitor = await room.join("visitor");
  await visitor.leave();
  const { seq, rev } = visitor.seen;
  return { messages: await room.messages(), seq, rev };
}

describe.each(Object.entries(commands))("%s that is sent twice", (_, command) => {
  test.each(Object.entries(between))("has one effect and gets its first answer: %s", async (_, wait) => {
    const { room, ada } = await begin();
    const told = ada.events.length;
    ada.send(command);
    await ada.settle();
    const answer = ada.events.slice(told);
    expect(answer).toHaveLength(1);
    expect(answer[0]).toMatchObject(command.type === "send" ? { id: "again" } : { type: "message", ack: "again" });
    const before = await state(room);

    const repeater = await wait(room, ada);
    const bo = await room.join("bo");
    await room.settle();
    const seen = [ada, bo, repeater].map(({ events }) => events.length);
    repeater.send(command);
    await room.settle();
    expect(repeater.events.slice(seen[2])).toEqual(answer);
    expect(bo.events).toHaveLength(seen[1]!);
    if (ada !== repeater) expect(ada.events).toHaveLength(seen[0]!);
    expect(await state(room)).toEqual(before);
  });
});

test("a message is posted once, however often it was sent before its answer could arrive", async () => {
  const { room, ada } = await begin();
  for (let attempt = 0; attempt < 3; attempt++) {
    ada.say("m3", "hello");
    await room.inside(() => {});
    await room.evict();
  }
  await ada.settle();
  expect((await room.messages()).map(({ id }) => id)).toEqual(["m1", "m2", "m3"]);
});

test("the socket and HTTP know each other's messages", async () => {
  const { room, ada } = await begin();
  const say = (id: string) => ({ type: "send", id, text: "hello" }) as const;
  const post = (id: string) => room.stub.post(room.visit("ada"), say(id));
  ada.send(say("socket-first"));
  await ada.settle();
  expect(await post("socket-first")).toMatchObject({ ok: true, created: false, message: { seq: 3 } });
  const posted = await post("http-first");
  expect(posted).toMatchObject({ ok: true, created: true, message: { seq: 4, id: "http-first" } });
  await ada.settle();
  const told = ada.events.length;
  ada.send(say("http-first"));
  await ada.settle();
  expect(ada.events.slice(told)).toEqual([{ type: "message", ...(posted.ok && posted.message) }]);
  await room.evict();
  const answers = await Promise.all([post("at-once"), post("at-once")]);
  expect(answers).toMatchObject([
    { created: true, message: { seq: 5 } },
    { created: false, message: { seq: 5 } },
  ]);
  expect(await room.messages()).toHaveLength(5);
});

test("a repetition from an older time does not undo what came after it", async () => {
  const { room, ada } = await begin();
  const sent: Command[] = [
    { type: "send", id: "s", text: "one" },
    { type: "edit", id: "e1", seq: 3, text: "two" },
    { type: "edit", id: "e2", seq: 3, text: "three" },
    { type: "react", id: "on", seq: 3, emoji: "🎉", on: true },
    { type: "react", id: "off", seq: 3, emoji: "🎉", on: false },
  ];
  for (const command of sent) ada.send(command);
  await ada.settle();
  const before = await state(room);
  await room.evict();
  const told = ada.messages.length;
  for (const command of sent) ada.send(command);
  await ada.settle();
  expect(await state(room)).toEqual(before);
  const now = { type: "message", ...before.messages[2] };
  const acks = [{}, { ack: "e1" }, { ack: "e2" }, { ack: "on" }, { ack: "off" }];
  expect(ada.messages.slice(told)).toEqual(acks.map((ack) => ({ ...now, ...ack })));
});

test("an id belongs to its user: somebody else's command with the same id is another one", async () => {
  const { room, ada } = await begin();
  const bo = await room.join("bo");
  bo.say("m1", "from bo");
  bo.send({ type: "react", id: "r1", seq: 1, emoji: "👍", on: true });
  await room.settle();
  expect((await room.messages())[0]!.reactions).toEqual({ "👍": ["ada", "bo"] });
  expect((await room.messages())[2]).toMatchObject({ seq: 3, id: "m1", author: { id: "bo" }, text: "from bo" });
  expect(ada.messages.at(-1)).not.toHaveProperty("ack");
});

test("two commands with the same fingerprint are two commands, whether the ids or the users differ", async () => {
  const { room, ada } = await begin();
  for (let attempt = 0; attempt < 2; attempt++) {
    for (const id of ["m394685", "m1258100"]) ada.say(id, "hello");
    for (const name of ["user-129599", "user-732382"]) {
      await room.stub.post(room.visit(name), { type: "send", id: "h1", text: "hello" });
    }
    await ada.settle();
    await room.evict();
  }
  const messages = (await room.messages()).slice(2);
  expect(messages.map(({ id, author }) => `${author.id} ${id}`).sort()).toEqual([
    "ada m1258100",
    "ada m394685",
    "user-129599 h1",
    "user-732382 h1",
  ]);
});

test.each<[string, Command]>([
  ["another text", { type: "send", id: "m1", text: "another" }],
  ["an edit", { type: "edit", id: "m1", seq: 1, text: "another" }],
  ["a deletion", { type: "delete", id: "m1", seq: 1 }],
  ["another reaction", { type: "react", id: "r1", seq: 1, emoji: "🎉", on: true }],
  ["a message", { type: "send", id: "r1", text: "another" }],
])("an id that was used gives its first result, also with %s", async (_, command) => {
  const { room, ada } = await begin();
  const before = await state(room);
  await room.evict();
  ada.send(command);
  await ada.settle();
  expect(ada.messages.at(-1)).toMatchObject({ seq: 1, id: "m1", text: "first" });
  expect(ada.errors).toEqual([]);
  expect(await state(room)).toEqual(before);
});

test("a refused command is refused again, and one that came too fast is carried out once when it is due", async () => {
  const { room, ada } = await begin();
  const bo = await room.join("bo");
  const forbidden: Command = { type: "edit", id: "no", seq: 1, text: "mine" };
  bo.send(forbidden);
  bo.send(forbidden);
  await bo.settle();
  const [first, second] = bo.events.filter(({ type }) => type === "error");
  expect(first).toMatchObject({ code: "forbidden", id: "no" });
  expect(second).toEqual(first);
  for (let n = 0; n < 11; n++) bo.say(`b${n}`, "hello");
  await bo.settle();
  expect(bo.errors).toEqual(["forbidden", "forbidden", "rate_limited"]);
  await pass(room, 1_000);
  for (let n = 0; n < 3; n++) bo.say("b10", "hello");
  await bo.settle();
  expect((await room.messages()).filter(({ id }) => id === "b10")).toHaveLength(1);
  expect(ada.errors).toEqual([]);
});
