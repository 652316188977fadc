import { describe, expect, it } from "vitest";
import { ApiError } from "../../src/client/api.ts";
import { carryOut, type Powers } from "../../src/client/commands/carry-out.ts";
import { actionOf, actionText, interpret } from "../../src/client/commands/interpret.ts";
import { COMMANDS, isCommand } from "../../src/client/commands/names.ts";
import { CommandRefused } from "../../src/client/commands/refused.ts";
import { commandsFor } from "../../src/client/completion/commands.ts";
import { summary } from "../../src/client/markdown/summary.ts";
import { isolated } from "../../src/client/words/isolated.ts";
import { laterWords } from "../../src/client/words/later.ts";

describe("what someone wrote", () => {
  it.each([
    ["hello", { kind: "message", text: "hello" }],
    ["and/or", { kind: "message", text: "and/or" }],
    ["//usr/bin is full", { kind: "message", text: "/usr/bin is full" }],
    ["//", { kind: "message", text: "/" }],
    ["//me waves", { kind: "message", text: "\\/me waves" }],
    ["/ hello", { kind: "message", text: "/ hello" }],
    ["/", { kind: "message", text: "/" }],
    ["/me waves", { kind: "command", name: "me", rest: "waves" }],
    ["/me", { kind: "command", name: "me", rest: "" }],
    ["/topic  Green\ntea ", { kind: "command", name: "topic", rest: "Green\ntea" }],
    ["/usr/bin is full", { kind: "unknown", name: "usr/bin" }],
    ["/ME waves", { kind: "command", name: "me", rest: "waves" }],
    ["/Usr/bin", { kind: "unknown", name: "Usr/bin" }],
    ["/constructor", { kind: "unknown", name: "constructor" }],
  ])("%j", (text, meaning) => {
    expect(interpret(text)).toEqual(meaning);
  });

  it("may tell what its author does, which is the same after it was sent", () => {
    expect(actionOf(actionText("waves"))).toBe("waves");
    expect(actionOf("/me")).toBeNull();
    expect(actionOf("/meadow")).toBeNull();
    expect(actionOf("say /me waves")).toBeNull();
  });

  it("with two slashes is said and not done, as it was written", () => {
    const meaning = interpret("//me waves");
    expect(meaning.kind === "message" && actionOf(meaning.text)).toBeNull();
    expect(meaning.kind === "message" && summary(meaning.text)).toBe("/me waves");
  });
});

it("commands are found by their beginning", () => {
  expect(commandsFor("").map(({ key }) => key)).toEqual([...COMMANDS]);
  expect(commandsFor("T").map(({ key }) => key)).toEqual(["topic"]);
  expect(commandsFor("x")).toEqual([]);
  expect(isCommand("toString")).toBe(false);
});

describe("carrying out", () => {
  function powers(changes: Partial<Powers> = {}) {
    const done: unknown[][] = [];
    const note = (what: string) => (value?: string) => void done.push(value === undefined ? [what] : [what, value]);
    const own: Powers = {
      send: note("send"),
      rename: async (name) => note("rename")(name),
      setTopic: async (topic) => note("topic")(topic),
      toggleAway: () => true,
      toggleVisible: async () => false,
      help: note("help"),
      ...changes,
    };
    return { done, own };
  }
  const { commands } = laterWords.value;

  it.each([
    ["me", "waves", ["send", "/me waves"]],
    ["shrug", "", ["send", "¯\\\\\\_(ツ)\\_/¯"]],
    ["shrug", "who knows", ["send", "who knows ¯\\\\\\_(ツ)\\_/¯"]],
    ["nick", "Ada L", ["rename", "Ada L"]],
    ["topic", "Tea", ["topic", "Tea"]],
    ["topic", "-", ["topic", ""]],
    ["help", "", ["help"]],
  ] as const)("/%s %s", async (name, rest, expected) => {
    const { done, own } = powers();
    await carryOut(name, rest, own);
    expect(done).toEqual([expected]);
  });

  it("says what is different from now on", async () => {
    expect(await carryOut("away", "", powers().own)).toBe(commands.nowAway);
    expect(await carryOut("away", "", powers({ toggleAway: () => false }).own)).toBe(commands.nowBack);
    expect(await carryOut("invisible", "", powers().own)).toBe(commands.nowInvisible);
    expect(await carryOut("nick", "Bo", powers().own)).toBe(commands.renamed(isolated("Bo")));
    expect(await carryOut("me", "waves", powers().own)).toBeNull();
  });

  it.each([
    ["me", ""],
    ["nick", ""],
    ["topic", ""],
    ["away", "for lunch"],
    ["invisible", "please"],
  ] as const)("/%s %s is refused, and nothing done", async (name, rest) => {
    const { done, own } = powers();
    await expect(carryOut(name, rest, own)).rejects.toBeInstanceOf(CommandRefused);
    expect(done).toEqual([]);
  });

  it("a topic that is not theirs to change is refused in words of its own; other failures are passed on", async () => {
    const failing = (error: Error) => powers({ setTopic: () => Promise.reject(error) }).own;
    const refused = carryOut("topic", "Tea", failing(new ApiError(403, "forbidden", "No.")));
    await expect(refused).rejects.toThrow(commands.topicForbidden);
    const offline = new ApiError(0, "offline", "");
    await expect(carryOut("topic", "Tea", failing(offline))).rejects.toBe(offline);
  });
});
