import { measure, timeColumns } from "../measure.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { progress, type Scenario } from "./scenario.ts";

const MEMBERS = 100;
const RATE = 10;
/** What goes before at that rate: more than a batch for the archive, the first of which starts D1. */
const REHEARSAL = { rate: RATE, warmUp: 0, duration: 6_000 };

/** How long a message takes in a room where one is sent now and then. */
export const quiet: Scenario = {
  name: "quiet",
  async run({ repeats }) {
    const readings = new Readings();
    const casting = { members: MEMBERS, senders: 50, samplers: MEMBERS };
    await withActs(
      Object.values(contenders).map((contender) => [contender, casting]),
      async (acts) => {
        for (const { server, audience } of acts) await measure(server, audience, REHEARSAL);
        for (let repeat = 0; repeat < repeats; repeat++) {
          for (const { title, server, audience } of acts) {
            progress(`quiet room: ${title}`);
            const reading = await measure(server, audience, { rate: RATE, warmUp: 500, duration: 3_000 });
            readings.add(`${MEMBERS} members`, title, timeColumns(reading));
          }
        }
      },
    );
    return {
      scenario: "quiet",
      title: "Quiet room: a message now and then",
      method: `${RATE} messages a second; the time of every message at every member is taken. Dormouse and the plainest Durable Object have each message on disk (fsync) before anybody sees it, the others write nothing. Sixty messages go before, so that everything has happened once. Every fifty messages Dormouse sends its archive a batch, and D1 shares its thread and its disk here, as it does not on Cloudflare.`,
      rows: readings.rows,
    };
  },
};
