import { expect, it } from "vitest";
import { Activity } from "../../src/client/activity.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

const MINUTE = 60_000;

function tab(storage = fakeStorage()) {
  const surroundings = new FakeSurroundings(storage);
  const activity = new Activity(surroundings, () => {});
  activity.watch();
  return { surroundings, activity };
}

it("someone is away after five minutes without input, and active at the first sign of it", () => {
  const { surroundings, activity } = tab();
  surroundings.pass(4 * MINUTE);
  surroundings.happen("input");
  surroundings.pass(5 * MINUTE - 1);
  expect(activity.status.value).toBe("active");
  surroundings.pass(1);
  expect(activity.status.value).toBe("away");
  surroundings.happen("input");
  expect(activity.status.value).toBe("active");
});

it("input in another tab counts", () => {
  const storage = fakeStorage();
  const [here, there] = [tab(storage), tab(storage)];
  for (let minute = 0; minute < 12; minute++) {
    here.surroundings.pass(MINUTE);
    there.surroundings.pass(MINUTE);
    there.surroundings.happen("input");
    here.surroundings.storedElsewhere("dormouse:input");
    expect(here.activity.status.value).toBe("active");
  }
  here.surroundings.pass(5 * MINUTE);
  expect(here.activity.status.value).toBe("away");
  there.surroundings.pass(5 * MINUTE);
  there.surroundings.happen("input");
  here.surroundings.storedElsewhere("dormouse:input");
  expect(here.activity.status.value).toBe("active");
});

it("a moving pointer does not write to storage at every step", () => {
  const storage = fakeStorage();
  let writes = 0;
  const counting = {
    ...storage,
    setItem: (key: string, value: string) => {
      writes++;
      storage.setItem(key, value);
    },
  };
  const { surroundings } = tab(counting);
  for (let step = 0; step < 1_000; step++) {
    surroundings.pass(20);
    surroundings.happen("input");
  }
  expect(writes).toBeLessThanOrEqual(3);
});
