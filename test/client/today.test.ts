import { beforeEach, expect, it } from "vitest";
import type { Api } from "../../src/client/api.ts";
import { Client } from "../../src/client/client.ts";
import type { AddressBar } from "../../src/client/place.ts";
import { dayName } from "../../src/client/views/times.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const MINUTE = 60_000;
const bar: AddressBar = {
  path: () => "/",
  state: () => null,
  push: () => {},
  replace: () => {},
  back: () => {},
  onMoved: () => {},
};

let surroundings: FakeSurroundings;
let client: Client;
beforeEach(async () => {
  surroundings = new FakeSurroundings();
  client = new Client({ session: async () => null } as Partial<Api> as Api, surroundings, bar);
  await client.start();
});

const untilMidnight = () => new Date(surroundings.date()).setHours(24, 0, 0, 0) - surroundings.date();

/** A message that is written now; what the line above it says as time goes on. */
function dayOfNow(): () => string {
  const at = surroundings.date();
  return () => dayName(at, client.today.value);
}

it("at midnight today becomes yesterday, and a day later it has a name", () => {
  const day = dayOfNow();
  surroundings.pass(untilMidnight() - 1);
  const lastMoment = dayOfNow();
  expect([day(), lastMoment()]).toEqual(["Today", "Today"]);
  surroundings.pass(1);
  expect([day(), lastMoment(), dayOfNow()()]).toEqual(["Yesterday", "Yesterday", "Today"]);
  surroundings.pass(untilMidnight());
  expect(day()).toMatch(/^\w+day,? /);
  expect(client.today.value).toBe(surroundings.date());
});

it("at midnight, and not with every minute, the lines of the days are drawn anew", () => {
  let drawn = -1;
  client.today.subscribe(() => drawn++);
  surroundings.pass(untilMidnight() - 1);
  expect(drawn).toBe(0);
  surroundings.pass(10 * MINUTE);
  expect(drawn).toBe(1);
});

it("a page that comes into view after its device slept through midnight knows the day at once", () => {
  const day = dayOfNow();
  surroundings.happen("hidden");
  surroundings.sleep(untilMidnight() + 1);
  expect(day()).toBe("Today");
  surroundings.happen("visible");
  expect(day()).toBe("Yesterday");
});

it("a page that stayed in view while its device slept knows the day within a minute", () => {
  const day = dayOfNow();
  surroundings.sleep(untilMidnight() + 1);
  surroundings.pass(MINUTE);
  expect(day()).toBe("Yesterday");
});
