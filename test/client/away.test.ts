import { expect, it } from "vitest";
import { Away } from "../../src/client/away.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

it("being away by one's own word holds in every tab and over a reload, until it is taken back", () => {
  const storage = fakeStorage();
  const there = new FakeSurroundings(storage);
  const [here, other] = [new Away(new FakeSurroundings(storage), "ada"), new Away(there, "ada")];
  expect(here.toggle()).toBe(true);
  there.storedElsewhere("dormouse:ada:away");
  expect(other.on.value).toBe(true);
  expect(new Away(new FakeSurroundings(storage), "ada").on.value).toBe(true);
  expect(new Away(new FakeSurroundings(storage), "bo").on.value).toBe(false);
  expect(other.toggle()).toBe(false);
  expect(new Away(new FakeSurroundings(storage), "ada").on.value).toBe(false);
});
