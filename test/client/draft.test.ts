import { expect, it } from "vitest";
import { Draft } from "../../src/client/draft.ts";
import { fakeStorage } from "./fake-surroundings.ts";

it("what is being written outlives the page, and ends when it is sent", () => {
  const storage = fakeStorage();
  new Draft(storage, "ada", "wood").write("half a sent");
  const draft = new Draft(storage, "ada", "wood");
  expect(draft.shown).toBe("half a sent");
  expect(new Draft(storage, "ada", "meadow").shown).toBe("");
  draft.sent();
  expect(new Draft(storage, "ada", "wood").shown).toBe("");
});

it("editing an old message leaves the new one as it was", () => {
  const draft = new Draft(fakeStorage(), "ada", "wood");
  draft.write("new");
  draft.edit(3, "old");
  draft.write("old, mended");
  expect(draft.shown).toBe("old, mended");
  draft.sent();
  expect(draft.shown).toBe("new");
});

it("a refused message comes back without losing what was written since", () => {
  const draft = new Draft(fakeStorage(), "ada", "wood");
  draft.write("since");
  draft.restore("refused");
  expect(draft.shown).toBe("refused\nsince");
});

it("a mention is added to what is there already, in an edit too", () => {
  const draft = new Draft(fakeStorage(), "ada", "wood");
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
