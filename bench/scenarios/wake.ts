import { setTimeout as sleep } from "node:timers/promises";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import type { Server } from "../servers/server.ts";
import { withActs } from "../stage.ts";
import { spreadOf } from "../statistics.ts";
import { progress, type Scenario } from "./scenario.ts";

const SIZES = [100, 1_000];
/** Milliseconds of silence; the runtime evicts a quiet room after ten seconds. */
const SILENCE_MS = 13_000;

/** How long the first message takes that wakes a room with many sleeping sockets. */
export const wake: Scenario = {
  name: "wake",
  async run({ repeats, quick }) {
    const readings = new Readings();
    for (const members of quick ? SIZES.slice(0, 1) : SIZES) await rouse(members, repeats, readings);
    return {
      scenario: "wake",
      title: "Waking up: one message after silence, and another at once",
      method: `Time from sending to the first, the median and the last of the members. "times built" is how often Dormouse's room was made anew for the message: 1 proves that it slept. ws has nothing to sleep.`,
      rows: readings.rows,
    };
  },
};

async function rouse(members: number, repeats: number, readings: Readings): Promise<void> {
  const casting = { members, senders: 1, samplers: members };
  const { dormouse, ws, plain } = contenders;
  await withActs(
    [
      [dormouse, { ...casting, watched: true }],
      [plain, casting],
      [ws, casting],
    ],
    async (acts) => {
      for (let repeat = 0; repeat < repeats; repeat++) {
        progress(`wake: ${members} members, ${SILENCE_MS / 1_000} s of silence`);
        await sleep(SILENCE_MS);
        for (const { title, server, audience } of acts) {
          for (const state of ["asleep", "awake"]) {
            const before = server.place.watched ? await built(server) : 0;
            await audience.begin();
            await audience.say();
            const { receive, acknowledge } = await audience.finish();
            const { median, max } = spreadOf([...receive, ...acknowledge]);
            const rebuilt = server.place.watched ? { "times built": (await built(server)) - before } : {};
            const times = {
              "first ms": Math.min(...receive) / 1_000,
              "median ms": median / 1_000,
              "last ms": max / 1_000,
            };
            readings.add(`${members} members, room ${state}`, title, { ...times, ...rebuilt });
          }
        }
      }
    },
  );
}

/** How often Dormouse's rooms were built. */
async function built(server: Server): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${server.place.port}/api/built`);
  return Object.values((await response.json()) as Record<string, number>).reduce((sum, count) => sum + count, 0);
}
