import { setTimeout as sleep } from "node:timers/promises";
import type { FollowersAnswer, FollowersOrder } from "../generator/followers.ts";
import { Player } from "../generator/player.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { spreadOf } from "../statistics.ts";
import { progress, type Scenario } from "./scenario.ts";

const FOLLOWERS = 1_000;
const SENDERS = 20;
/** Messages a second that go on while everybody is cut off and comes back. */
const RATE = 50;

/** A thousand people lose their connection at the same moment, and come back to a conversation that went on. */
export const resume: Scenario = {
  name: "resume",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const count = quick ? FOLLOWERS / 10 : FOLLOWERS;
    const followers = new Player<FollowersOrder, FollowersAnswer>("followers.ts");
    await withActs([[contenders.dormouse, { members: SENDERS, senders: SENDERS }]], async ([act]) => {
      const { server, audience } = act!;
      const { port } = server.place;
      await followers.ask({ do: "arrive", port, path: contenders.dormouse.path("room-1"), count });
      for (let repeat = 0; repeat < repeats; repeat++) {
        progress(`resume: ${count} people are cut off`);
        await audience.offer({ rate: RATE, inFlight: RATE * 20 });
        await sleep(500);
        const cpu = server.cpu();
        const { whole } = await followers.ask({ do: "cut" });
        const used = server.cpu() - cpu;
        await sleep(500);
        await audience.finish();
        const { sent } = await audience.count();
        const { missing, twice } = await followers.ask({ do: "check", seq: sent });
        const { median, max } = spreadOf(whole);
        readings.add(`${count} people`, "Dormouse", {
          "median whole ms": median / 1_000,
          "last whole ms": max / 1_000,
          missing,
          twice,
          "server CPU s": used,
        });
      }
    });
    followers.stop();
    return {
      scenario: "resume",
      title: "Everybody is cut off at once and resumes",
      method: `${RATE} messages a second go on meanwhile. Each client comes back within half a second, as the protocol says, with what it has seen; it is whole when it has every message up to its new welcome. Every message is checked at every client. The peers offer nothing of the kind as measured here.`,
      rows: readings.rows,
    };
  },
};
