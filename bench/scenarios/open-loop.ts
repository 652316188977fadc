import { loadColumns, measure } from "../measure.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { progress, type Scenario } from "./scenario.ts";

const MEMBERS = 1_000;
const RATES = [30, 100, 300, 1_000, 2_000, 4_000];

/** How long a message takes at fixed rates, from little to what is too much. */
export const openLoop: Scenario = {
  name: "open-loop",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const members = quick ? MEMBERS / 10 : MEMBERS;
    const casting = { members, senders: 50 };
    const everybody = Object.values(contenders);
    await withActs(
      everybody.map((contender) => [contender, casting]),
      async (acts) => {
        const saturated = new Set<string>();
        for (const rate of RATES) {
          const keeping = acts.filter(({ title }) => !saturated.has(title));
          for (let repeat = 0; repeat < repeats; repeat++) {
            for (const { title, server, audience } of keeping) {
              progress(`open loop: ${rate} messages/s, ${title}`);
              const reading = await measure(server, audience, { rate, warmUp: 400, duration: 1_500 });
              readings.add(`${members} members, ${rate} messages/s`, title, loadColumns(reading));
              // Once is enough: what cannot keep up at this rate cannot at a higher one.
              if (reading.saturated) saturated.add(title);
            }
          }
        }
      },
    );
    return {
      scenario: "open-loop",
      title: "Open loop: messages at a fixed rate, whatever the server does",
      method: `${members} members, 50 of whom send. A server that does not keep up with a rate is not offered a higher one; the times there are those of a queue a quarter of a second of messages long.`,
      rows: readings.rows,
    };
  },
};
