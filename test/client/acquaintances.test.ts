import { effect } from "@preact/signals";
import { expect, it } from "vitest";
import { Acquaintances } from "../../src/client/acquaintances.ts";
import { RoomState } from "../../src/client/room-state.ts";
import { ada, bo, message, person, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

it("who was here or wrote something is known for good, and only somebody new is news", () => {
  const state = new RoomState(new FakeSurroundings());
  const { names, count } = new Acquaintances(state);
  let told = 0;
  effect(() => {
    count.value;
    told++;
  });
  state.apply([welcome({ seq: 1 }), message(1, { author: { id: "cy", name: "Cy", guest: true } }), ready]);
  expect([ada.name, "Cy"].map((name) => names.longestAt(name, 0)?.value)).toEqual([ada.name, "Cy"]);
  const before = told;
  state.apply([{ type: "presence", online: [person(bo)], offline: [], count: 2 }]);
  expect(told).toBe(before + 1);
  state.apply([{ type: "presence", online: [person(bo, "away")], offline: [], count: 2 }]);
  state.apply([{ type: "presence", online: [], offline: ["bo"], count: 1 }]);
  state.apply([message(2, { author: bo })]);
  expect(told).toBe(before + 1);
  expect(names.longestAt("Bo", 0)?.value).toBe("Bo");
});
