import { expect, it } from "vitest";
import { minutes } from "../../src/client/minutes.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const MINUTE = 60_000;

it("the time moves on with each minute of the clock", () => {
  const surroundings = new FakeSurroundings();
  const now = minutes(surroundings);
  const began = now.value;
  let ticks = -1;
  now.subscribe(() => ticks++);
  surroundings.pass(10 * MINUTE);
  expect(ticks).toBe(10);
  expect(now.value).toBe(began - (began % MINUTE) + 10 * MINUTE);
});

it("it stands still while nobody sees the page, and is right as soon as somebody does", () => {
  const surroundings = new FakeSurroundings();
  const now = minutes(surroundings);
  const began = now.value;
  surroundings.happen("hidden");
  expect(surroundings.nextTimer).toBeUndefined();
  surroundings.pass(7.5 * MINUTE);
  expect(now.value).toBe(began);
  surroundings.happen("visible");
  expect(now.value).toBe(began + 7.5 * MINUTE);
  expect(surroundings.nextTimer).toBe(MINUTE - (now.value % MINUTE));
});
