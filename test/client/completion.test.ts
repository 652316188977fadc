import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { isInCode, isInFence } from "../../src/client/completion/code.ts";
import { Completion } from "../../src/client/completion/completion.ts";
import type { Option } from "../../src/client/completion/option.ts";
import { peopleFor } from "../../src/client/completion/people.ts";
import { roomsFor } from "../../src/client/completion/rooms.ts";
import { closedCode, triggerAt } from "../../src/client/completion/trigger.ts";
import type { User } from "../../src/protocol/model.ts";
import { message, person } from "./events.ts";

const user = (name: string, id = name.toLowerCase()): User => ({ id, name, guest: true });

describe("what is being typed", () => {
  it.each([
    ["hello @ad", "person", 6, "ad"],
    ["@", "person", 0, ""],
    ["(@Ada Lo", "person", 1, "Ada Lo"],
    ["你好@Ada", "person", 2, "Ada"],
    ["see #wo", "room", 4, "wo"],
    ["#", "room", 0, ""],
    ["so :ta", "emoji", 3, "ta"],
    [":+1", "emoji", 0, "+1"],
    ["/", "command", 0, ""],
    ["/to", "command", 0, "to"],
  ])("%j is a %s", (text, kind, from, query) => {
    expect(triggerAt(text, text.length)).toEqual({ kind, from, query });
  });

  it.each([
    ["an address", "bo@example"],
    ["a lone colon", "look:"],
    ["a colon before a space", "look: this"],
    ["a colon and one letter", "so :t"],
    ["a face", ":)"],
    ["the time", "at 10:30"],
    ["the start of an address", "https:"],
    ["a number sign within a word", "C#"],
    ["a heading", "# Title"],
    ["two slashes", "//"],
    ["a slash that does not begin the text", "and/or"],
    ["a command that is written", "/topic T"],
    ["something in code", "`git push @ori"],
    ["something in a block of code", "```\n@ad"],
    ["a name over two lines", "@Ada\nLo"],
  ])("%s is nothing to complete", (_, text) => {
    expect(triggerAt(text, text.length)).toBeNull();
  });

  it("ends at the caret", () => {
    expect(triggerAt("@ada and @bo", 3)).toEqual({ kind: "person", from: 0, query: "ad" });
    expect(triggerAt("/topic", 3)).toEqual({ kind: "command", from: 0, query: "to" });
  });

  it("can be a code that has just been closed, but not in code, nor a part of a word", () => {
    expect(closedCode("so :tada:", 9)).toEqual({ from: 3, code: "tada" });
    expect(closedCode("`:tada:", 7)).toBeNull();
    expect(closedCode("10:30:", 6)).toBeNull();
  });
});

describe("code", () => {
  it.each([
    ["a `b", true],
    ["a `b` c", false],
    ["a ``b ` c", true],
    ["a `b\nc", false],
    ["```\nx", true],
    ["```js\nx\n```\ny", false],
    ["~ ``` not at the start of a line\nx", false],
    ["````\n```\nx", true],
  ])("%j: %s", (text, expected) => {
    expect(isInCode(text, text.length)).toBe(expected);
  });

  it("a block is open from the end of its first line to that of its last", () => {
    const text = "before\n```js\ncode\n```\nafter";
    const open = [...text].map((_, at) => isInFence(text, at));
    expect(open.indexOf(true)).toBe(text.indexOf("\n```js") + 4);
    expect(open.lastIndexOf(true)).toBe(text.indexOf("\n```\nafter") + 3);
  });
});

describe("people", () => {
  const names = (query: string, company: Partial<Parameters<typeof peopleFor>[1]>) =>
    peopleFor(query, { you: "me", messages: [], online: [], ...company }).map(
      (option) => option.kind === "person" && option.user.name,
    );
  const said = (...authors: User[]) => authors.map((author, index) => message(index + 1, { author }));

  it("are those who spoke last, then who is online, then who wrote something older", () => {
    const messages = [
      ...said(user("Old")),
      ...Array.from({ length: 48 }, (_, index) => message(index + 2, { author: user("Me") })),
      ...said(user("First"), user("Last")).map((one, index) => ({ ...one, seq: 50 + index })),
    ];
    expect(names("", { messages, online: [person(user("Here")), person(user("First"))] })).toEqual([
      "Last",
      "First",
      "Here",
      "Old",
    ]);
  });

  it("are found by the beginning of their name first, then of a later word of it, accents or not", () => {
    const online = ["Bo Ánna", "Anna", "Joanna", "Ändi"].map((name) => person(user(name)));
    expect(names("an", { online })).toEqual(["Anna", "Ändi", "Bo Ánna"]);
    expect(names("BO A", { online })).toEqual(["Bo Ánna"]);
  });

  it("have the name they have now, appear once, and are never oneself", () => {
    const online = [person(user("Robert", "bo")), person(user("Me"))];
    expect(names("", { online, messages: said(user("Bo"), user("Bo")) })).toEqual(["Robert"]);
    expect(names("", { messages: said(user("Ada", "a1"), user("Ada", "a2")) })).toEqual(["Ada"]);
  });
});

it("rooms are found by id and by name", () => {
  const rooms = [
    { id: "hazel-wood", name: "Unter den Haselsträuchern", topic: "" },
    { id: "wood", name: "Wood", topic: "" },
    { id: "room-1234", name: "東京", topic: "" },
  ];
  const ids = (query: string) => roomsFor(query, rooms).map(({ key }) => key);
  expect(ids("wo")).toEqual(["wood", "hazel-wood"]);
  expect(ids("hasel")).toEqual(["hazel-wood"]);
  expect(ids("東")).toEqual(["room-1234"]);
  expect(ids("")).toHaveLength(3);
});

describe("a list of options", () => {
  const options = (...names: string[]): Option[] =>
    names.map((name) => ({ kind: "person", key: name, user: user(name), here: true }));
  const typed = (completion: Completion, text: string) => completion.look(text, text.length);
  const shown = ({ options, chosen }: Completion) => [options.value.map(({ key }) => key).join(" "), chosen.value];

  it("opens while there is something to complete, and closes when there is not", () => {
    const completion = new Completion(({ query }) => (query === "a" ? options("Ada", "Anna") : []));
    typed(completion, "hello");
    expect(completion.options.value).toEqual([]);
    typed(completion, "@a");
    expect(shown(completion)).toEqual(["Ada Anna", 0]);
    typed(completion, "@ax");
    expect(completion.options.value).toEqual([]);
    completion.look("@a", null);
    expect(completion.options.value).toEqual([]);
  });

  it("is walked through from end to end, and what is taken takes the place of what was typed", () => {
    const completion = new Completion(() => options("Ada", "Anna"));
    completion.look("hello @a there", 8);
    completion.move(1);
    expect(shown(completion)).toEqual(["Ada Anna", 1]);
    completion.move(1);
    expect(shown(completion)).toEqual(["Ada Anna", 0]);
    completion.move(-1);
    expect(completion.take()).toEqual({ kind: "person", from: 6, to: 8, text: "@Anna " });
    expect(completion.options.value).toEqual([]);
  });

  it("keeps what was chosen when others come and go, and forgets it when something else is typed", () => {
    const here = signal(options("Ada", "Anna"));
    const completion = new Completion(() => here.value);
    typed(completion, "@a");
    completion.move(1);
    here.value = options("Axel", "Ada", "Anna");
    expect(shown(completion)).toEqual(["Axel Ada Anna", 2]);
    typed(completion, "@an");
    expect(completion.chosen.value).toBe(0);
  });

  it("that was closed or taken from stays closed for this sign, and opens for the next", () => {
    const completion = new Completion(() => options("Ada", "Ada Lovelace"));
    typed(completion, "@A");
    completion.close();
    typed(completion, "@Ad");
    expect(completion.options.value).toEqual([]);
    typed(completion, "@Ad\n@A");
    expect(completion.options.value).toHaveLength(2);
    completion.take();
    typed(completion, "@Ad\n@Ada ");
    expect(completion.options.value).toEqual([]);
    typed(completion, "");
    typed(completion, "@A");
    expect(completion.options.value).toHaveLength(2);
  });

  it("is not shown for what stands there in full already", () => {
    const completion = new Completion(() => [{ kind: "command", key: "help", name: "help" }]);
    typed(completion, "/hel");
    expect(completion.options.value).toHaveLength(1);
    typed(completion, "/help");
    expect(completion.options.value).toEqual([]);
  });
});
