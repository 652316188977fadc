import { expect, test, vi } from "vitest";
import { cleanName, cleanText } from "../../src/protocol/text.ts";
import { hostile } from "../hostile.ts";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

async function begin(...names: string[]) {
  stopClock();
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (const name of names) guests.push(await room.join(name));
  return { room, guests: guests as [Guest, Guest] };
}

test("naughty strings come through as the texts they are, and harm nothing", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  await room.configure({ MESSAGE_BURST: 10_000 });
  const texts = hostile.map(({ written }) => written).filter((text) => cleanText(text) !== "");
  for (const [n, text] of texts.entries()) ada.say(`m${n}`, text);
  await room.settle();
  expect(ada.errors).toEqual([]);
  expect(bo.messages.map(({ text }) => text)).toEqual(texts.map(cleanText));
  await room.evict();
  expect((await room.messages()).map(({ text }) => text)).toEqual(texts.map(cleanText));
}, 30_000);

test("naughty names are shown as they are, on messages and in the list", async () => {
  const { room, guests } = await begin("ada");
  const names = [...new Set(hostile.map(({ written }) => cleanName(written)).filter((name) => name !== ""))];
  const posts = names.map((as, n) =>
    room.stub.post(room.visit(`user-${n}`, { as }), { type: "send", id: "m1", text: "hello" }),
  );
  await Promise.all(posts);
  await room.settle();
  expect(guests[0].messages.map(({ author }) => author.name).sort()).toEqual([...names].sort());
  for (const name of names.filter((_, n) => n % 20 === 0)) {
    await room.stub.updateUser({ id: "ada", name, guest: true }, true);
    await room.evict();
    expect((await room.stub.presence(room.record)).online).toMatchObject([{ id: "ada", name }]);
  }
}, 30_000);

test.each([
  ["zalgo", `Z${"\u0300\u0316\u0334".repeat(200)}algo`],
  ["an emoji of many parts", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["text that runs both ways", "abc \u202eאבג\u202c"],
  ["what looks like a query", "'; DROP TABLE messages; --"],
  ["what looks like a frame", '{"type":"welcome"}]'],
  ["separators of lines", "a\u2028b\u2029c"],
  ["4,000 characters that JSON escapes", '"\\'.repeat(2_000)],
])("%s is a text like any other", async (_, text) => {
  const { room, guests } = await begin("ada", "bo");
  guests[0].say("m1", text);
  await room.settle();
  expect(guests[1].messages).toMatchObject([{ seq: 1, text: text.normalize("NFC") }]);
});

test("half a character in a text is replaced, in an id or a reaction refused", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  ada.send('{"type":"send","id":"m1","text":"a\\ud83d b"}');
  ada.send('{"type":"send","id":"\\ud83d","text":"x"}');
  ada.send('{"type":"react","id":"r1","seq":1,"emoji":"\\ud83d","on":true}');
  await room.settle();
  expect(bo.messages.map(({ text }) => text)).toEqual(["a\ufffd b"]);
  expect(ada.events.filter(({ type }) => type === "error")).toMatchObject([
    { code: "bad_frame" },
    { code: "bad_frame", id: "r1" },
  ]);
});

test("an edit is cleaned and measured like a new text", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  ada.say("m1", "first");
  const edit = (id: string, text: string) => ada.send({ type: "edit", id, seq: 1, text });
  edit("e1", " \u0000 \n");
  edit("e2", "x".repeat(4_001));
  edit("e3", `  e\u0301${"🐭".repeat(3_999)}\u0007`);
  await room.settle();
  expect(ada.errors).toEqual(["text_empty", "text_too_long"]);
  expect(bo.messages.at(-1)).toMatchObject({ text: `é${"🐭".repeat(3_999)}`, rev: 1 });
});

test("nine bad frames a minute, of whatever kind, end no connection; the tenth does, also across evictions", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  const bad = ["{", new ArrayBuffer(3), "x".repeat(20_000), '{"type":"send"}', '{"type":"typing","to":"bo"}'];
  for (let minute = 0; minute < 3; minute++) {
    for (let n = 0; n < 9; n++) ada.send(bad[n % bad.length]!);
    await ada.settle();
    await room.evict();
    advance(60_000);
  }
  expect(ada.closed).toBeUndefined();
  for (let n = 0; n < 9; n++) {
    ada.send(bad[n % bad.length]!);
    await ada.settle();
    await room.evict();
    advance(6_000);
  }
  expect(ada.closed).toBeUndefined();
  ada.send("{");
  await ada.until(() => ada.closed !== undefined);
  expect(ada.closed?.code).toBe(4400);
  expect(ada.events.slice(-2)).toMatchObject([
    { type: "error", code: "bad_frame" },
    { type: "bye", code: 4400, reconnect: false },
  ]);
  await bo.settle();
  expect(bo.closed).toBeUndefined();
  expect(bo.errors).toEqual([]);
});

test("what is refused for what it says, not how, ends no connection, however often", async () => {
  const { guests } = await begin("ada");
  const [ada] = guests;
  for (let n = 0; n < 15; n++) {
    ada.say(`t${n}`, "");
    ada.say(`l${n}`, "x".repeat(4_001));
    ada.send({ type: "delete", id: `d${n}`, seq: 99 });
  }
  await ada.settle();
  expect(ada.closed).toBeUndefined();
  expect(ada.errors).toHaveLength(45);
});
