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

it.each(["half", "123", "null", '{"a":1}'])("an earlier version's draft is still read: %s", (text) => {
  const storage = fakeStorage();
  storage.setItem("dormouse:ada:draft:wood", text);
  expect(new Draft(new FakeSurroundings(storage), "ada", "wood").shown).toBe(text);
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

  it("the rooms in which something was begun are known", () => {
    const { draft, storage } = tabs();
    expect(roomsWithDrafts(storage, "ada")).toEqual(new Set());
    draft.write("half");
    expect(roomsWithDrafts(storage, "ada")).toEqual(new Set(["wood"]));
    expect(roomsWithDrafts(storage, "bo")).toEqual(new Set());
  });
});
