import { expect, test } from "vitest";
import { stopClock } from "../../room/clock.ts";
import { complaints, Wire } from "../../room/d1.ts";
import { tryOut } from "../../room/trials.ts";
import { Play } from "./play.ts";
import { story } from "./steps.ts";

/** Stories in `npm test`; `npm run faults` plays a thousand. */
const STORIES = 8;

test("whatever happens, a room answers and tells what the contract says, and the archive ends up with all of it", async () => {
  stopClock();
  const start = Date.now();
  const log = complaints();
  const wire = Wire.tap();
  await tryOut(
    story,
    async (steps) => {
      const play = await Play.begin(wire, start);
      for (const [index, step] of steps.entries()) {
        await play.take(step).catch((error: Error) => {
          throw new Error(`step ${index + 1}, ${JSON.stringify(step)}: ${error.message}`, { cause: error });
        });
      }
      await play.end();
    },
    STORIES,
  );
  // What a room may complain of is D1, which was made to fail.
  const others = log.mock.calls.map(String).filter((line) => !/D1|no answer|archive of/.test(line));
  expect(others).toEqual([]);
});
