import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { searchEverywhere } from "../../src/database/search.ts";
import { NAME_LIMIT, ROOM_NAME_LIMIT, TOPIC_LIMIT } from "../../src/protocol/limits.ts";
import { parseTerms } from "../../src/protocol/terms.ts";
import { cleanName, countCharacters } from "../../src/protocol/text.ts";
import { personName, roomName, roomTopic } from "../../src/worker/names.ts";
import { hostile } from "../hostile.ts";
import { call, json, newcomer, newRoom, problem } from "./calls.ts";

const HAS_INK = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

test.each([
  ["person's name", personName, NAME_LIMIT, "name"],
  ["room's name", roomName, ROOM_NAME_LIMIT, "name"],
  ["topic", roomTopic, TOPIC_LIMIT, "topic"],
])("a hostile text is a %s as it is read, or is refused for what is the matter with it", (_, take, limit, what) => {
  for (const { written } of hostile) {
    const name = cleanName(written);
    if (countCharacters(name) > limit) {
      expect(() => take(written)).toThrow(expect.objectContaining({ code: `${what}_too_long` }));
    } else if (what === "name" && !HAS_INK.test(name)) {
      expect(() => take(written)).toThrow(expect.objectContaining({ code: "name_empty" }));
    } else expect(take(written)).toBe(name);
  }
});

test("what a hostile text is taken for, the API says as well", async () => {
  const ada = await newcomer();
  const { token } = ada;
  const room = `/api/rooms/${await newRoom(ada)}`;
  for (const { written } of hostile.filter((_, at) => at % 25 === 0)) {
    const name = cleanName(written);
    const answer = await call("PATCH", "/api/session", { token, body: { name: written } });
    if (answer.status === 200) expect(await json(answer)).toMatchObject({ user: { name } });
    else expect(await problem(answer)).toEqual({ status: 400, code: expect.stringMatching(/^name_(empty|too_long)$/) });
    const topic = name.slice(0, TOPIC_LIMIT);
    const changed = await call("PATCH", room, { token, body: { topic } });
    expect(await json(changed)).toMatchObject({ room: { topic } });
  }
});

test("a hostile text is searched for as the words in it", async () => {
  const searches = hostile.map(async ({ written }) => {
    const terms = parseTerms(written);
    if (terms.length === 0) return [];
    return (await searchEverywhere(env.DB, terms, { before: undefined, limit: 10, filter: {} })).messages;
  });
  expect((await Promise.all(searches)).flat()).toEqual([]);
});
