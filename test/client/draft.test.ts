import { describe, expect, it } from "vitest";
import { Draft, roomsWithDrafts } from "../../src/client/draft.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

it("what is being written outlives the page, and ends when it is sent", () => {
  const storage = fakeStorage();
  new Draft(new FakeSurroundings(storage), "ada", "wood").write("half a sent");
  const draft = new Draft(new FakeSurroundings(storage), "ada", "wood");
  expect(draft.shown).toBe("half a sent");
  expect(new Draft(new FakeSurroundings(storage), "ada", "meadow").shown).toBe("");
  draft.sent();
  expect(new Draft(new FakeSurroundings(storage), "ada", "wood").shown).toBe("");
});

it("what is being answered outlives the page, and so does an edit beside the new message", () => {
  const storage = fakeStorage();
  const again = () => new Draft(new FakeSurroundings(storage), "ada", "wood");
  const first = again();
  first.reply(7);
  expect(again().purpose.value).toEqual({ kind: "reply", to: 7 });
  first.write("yes");
  first.edit(3, "old");
  first.write("old, mended");
  const second = again();
  expect(second.purpose.value).toEqual({ kind: "edit", seq: 3, text: "old, mended" });
  second.sent();
  expect(second.shown).toBe("yes");
  second.sent();
  expect(roomsWithDrafts(storage, "ada")).toEqual(new Set());
});

it.each(["half", "123", "null", '{"a":1}'])("a draft that cannot be read is none: %s", (text) => {
  const storage = fakeStorage();
  storage.setItem("dormouse:ada:draft:wood", text);
  const draft = new Draft(new FakeSurroundings(storage), "ada", "wood");
  draft.write("hello");
  expect([draft.purpose.value, draft.shown]).toEqual([{ kind: "new" }, "hello"]);
});

it("editing an old message leaves the new one as it was", () => {
  const draft = new Draft(new FakeSurroundings(), "ada", "wood");
  draft.write("new");
  draft.edit(3, "old");
  draft.write("old, mended");
  expect(draft.shown).toBe("old, mended");
  draft.sent();
  expect(draft.shown).toBe("new");
});

it("a refused message comes back without losing what was written since", () => {
  const draft = new Draft(new FakeSurroundings(), "ada", "wood");
  draft.write("since");
  draft.restore("refused");
  expect(draft.shown).toBe("refused\nsince");
});

it("a mention is added to what is there already, in an edit too", () => {
  const draft = new Draft(new FakeSurroundings(), "ada", "wood");
  draft.mention("Bo");
  expect(draft.shown).toBe("@Bo ");
  draft.write("Good evening");
  draft.mention("Grace Hopper");
  expect(draft.shown).toBe("Good evening @Grace Hopper ");
  draft.edit(1, "Hello");
  draft.mention("Bo");
  expect(draft.shown).toBe("Hello @Bo ");
  draft.cancel();
  expect(draft.shown).toBe("Good evening @Grace Hopper ");
  expect(draft.called.value).toBeGreaterThan(0);
});

describe("nothing that was written is lost", () => {
  const begin = (storage = fakeStorage()) => new Draft(new FakeSurroundings(storage), "ada", "wood");
  const edited = () => {
    const draft = begin();
    draft.edit(3, "old");
    draft.write("old, mended");
    return draft;
  };

  it.each<[string, (draft: Draft) => void]>([
    ["an edit of another message", (draft) => draft.edit(4, "other")],
    ["an edit of the same message", (draft) => draft.edit(3, "old")],
    ["an answer", (draft) => draft.reply(7)],
    ["a message that was refused", (draft) => draft.restore("refused")],
    ["an answer that was refused", (draft) => draft.restore("refused", 7)],
    ["an edit that was refused", (draft) => draft.restoreEdit(4, "refused")],
  ])("of an edit that makes way for %s: it goes on when its message is edited again", (_, interrupt) => {
    const draft = edited();
    interrupt(draft);
    const { purpose } = draft;
    expect(draft.hasBegun(3)).toBe(purpose.value.kind !== "edit" || purpose.value.seq !== 3);
    draft.edit(3, "old");
    expect(purpose.value).toEqual({ kind: "edit", seq: 3, text: "old, mended" });
    expect(draft.hasBegun(3)).toBe(false);
  });

  it("but of an edit that has changed nothing, or was sent or given up, nothing stays", () => {
    const storage = fakeStorage();
    const draft = begin(storage);
    draft.edit(3, "old");
    draft.edit(4, "other");
    expect(draft.hasBegun(3)).toBe(false);
    draft.write("other, mended");
    draft.sent();
    draft.edit(5, "third");
    draft.write("third, mended");
    draft.cancel();
    draft.edit(6, "fourth");
    draft.write("fourth, mended");
    draft.reply(7);
    draft.giveUp(6);
    draft.cancel();
    expect([3, 4, 5, 6].filter((seq) => draft.hasBegun(seq))).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it.each<[string, (draft: Draft) => void]>([
    ["is sent", (draft) => draft.sent()],
    ["is given up", (draft) => draft.cancel()],
  ])("of an answer when an edit comes in between: it is an answer again when that %s", (_, end) => {
    const draft = begin();
    draft.reply(7);
    draft.write("yes");
    draft.edit(3, "old");
    end(draft);
    expect([draft.purpose.value, draft.shown]).toEqual([{ kind: "reply", to: 7 }, "yes"]);
  });

  it.each<[string, number | undefined, number | undefined]>([
    ["a message to an answer", undefined, 9],
    ["an answer to a message", 9, undefined],
    ["an answer to another answer", 9, 7],
  ])("when what was refused is as %s: the one comes back after the other", (_, since, refused) => {
    const draft = begin();
    if (since !== undefined) draft.reply(since);
    draft.write("since");
    const before = draft.purpose.value;
    draft.restore("refused", refused);
    expect(draft.shown).toBe("refused");
    draft.sent();
    expect([draft.purpose.value, draft.shown]).toEqual([before, "since"]);
    draft.sent();
    expect([draft.purpose.value.kind, draft.shown]).toEqual(["new", ""]);
  });

  it("when several come back, one after the other and over a reload", () => {
    const storage = fakeStorage();
    const draft = begin(storage);
    draft.write("first");
    draft.restore("second", 7);
    draft.restore("third", 8);
    const again = begin(storage);
    const shown = [1, 2, 3].map(() => {
      const { shown } = again;
      again.sent();
      return shown;
    });
    expect(shown).toEqual(["third", "second", "first"]);
    expect(storage.length).toBe(0);
  });

  it("of an answer that is refused while another to the same message is written", () => {
    const draft = begin();
    draft.reply(7);
    draft.write("since");
    draft.restore("refused", 7);
    expect([draft.purpose.value, draft.shown]).toEqual([{ kind: "reply", to: 7 }, "refused\nsince"]);
  });

  it("of an edit that is refused while another of the same message is written", () => {
    const draft = edited();
    draft.restoreEdit(3, "refused");
    expect(draft.shown).toBe("refused\nold, mended");
  });

  it("of an edit that was begun before the page was loaded anew", () => {
    const storage = fakeStorage();
    const draft = begin(storage);
    draft.edit(3, "old");
    draft.write("old, mended");
    draft.reply(7);
    expect(begin(storage).hasBegun(3)).toBe(true);
  });
});

it("what waits beneath a refused message is not reached by whoever empties the field, only once it is left", () => {
  const draft = new Draft(new FakeSurroundings(), "ada", "wood");
  draft.reply(7);
  draft.write("since");
  draft.restore("r");
  draft.isBeingWritten = true;
  draft.write("");
  expect(draft.shown).toBe("");
  draft.write("another");
  draft.sent();
  expect([draft.purpose.value, draft.shown]).toEqual([{ kind: "reply", to: 7 }, "since"]);
  draft.restore("r");
  draft.write("");
  draft.left();
  expect([draft.purpose.value, draft.shown]).toEqual([{ kind: "reply", to: 7 }, "since"]);
});

it("an edit that has changed nothing is no draft", () => {
  const storage = fakeStorage();
  const draft = new Draft(new FakeSurroundings(storage), "ada", "wood");
  draft.edit(3, "old");
  expect(roomsWithDrafts(storage, "ada")).toEqual(new Set());
  draft.write("old, mended");
  expect(roomsWithDrafts(storage, "ada")).toEqual(new Set(["wood"]));
  draft.write("old");
  expect(roomsWithDrafts(storage, "ada")).toEqual(new Set());
  expect(draft.purpose.value.kind).toBe("edit");
});

it("a refused answer comes back as an answer", () => {
  const draft = new Draft(new FakeSurroundings(), "ada", "wood");
  draft.restore("refused", 7);
  expect(draft.purpose.value).toEqual({ kind: "reply", to: 7 });
});

describe("in two tabs", () => {
  function tabs() {
    const storage = fakeStorage();
    const [here, there] = [new FakeSurroundings(storage), new FakeSurroundings(storage)];
    return { here, draft: new Draft(here, "ada", "wood"), other: new Draft(there, "ada", "wood"), storage };
  }

  it("a draft is the same, and gone in both when it is sent", () => {
    const { here, draft, other } = tabs();
    other.write("half a sent");
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.shown).toBe("half a sent");
    other.sent();
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.shown).toBe("");
  });

  it("an answer is one in both, an edit in its own alone", () => {
    const { here, draft, other } = tabs();
    other.reply(7);
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.purpose.value).toEqual({ kind: "reply", to: 7 });
    other.edit(3, "old");
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.purpose.value.kind).toBe("reply");
    draft.edit(4, "mine");
    other.cancel();
    other.write("new");
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.shown).toBe("mine");
    draft.cancel();
    expect(draft.shown).toBe("new");
  });

  it("nothing is taken from under the hands of who is writing", () => {
    const { here, draft, other } = tabs();
    draft.isBeingWritten = true;
    draft.write("new");
    other.restore("refused");
    here.storedElsewhere("dormouse:ada:draft:wood");
    expect(draft.shown).toBe("new");
  });

  it("an edit that was begun in one stays in both, whoever writes", () => {
    const { here, draft, other, storage } = tabs();
    draft.isBeingWritten = true;
    draft.write("new");
    other.edit(3, "old");
    other.write("old, mended");
    here.storedElsewhere("dormouse:ada:draft:wood");
    draft.write("new, and more");
    expect(draft.hasBegun(3)).toBe(true);
    expect(new Draft(new FakeSurroundings(storage), "ada", "wood").hasBegun(3)).toBe(true);
  });

  it("the rooms in which something was begun are known", () => {
    const { draft, storage } = tabs();
    expect(roomsWithDrafts(storage, "ada")).toEqual(new Set());
    draft.write("half");
    expect(roomsWithDrafts(storage, "ada")).toEqual(new Set(["wood"]));
    expect(roomsWithDrafts(storage, "bo")).toEqual(new Set());
  });
});
