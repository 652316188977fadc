import { columns, measure } from "../measure.ts";
import { Readings } from "../report/results.ts";
import { contenders, wranglerDev } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { progress, type Scenario } from "./scenario.ts";

const MEMBERS = 1_000;
const RATE = 1_000;

/** The busy room again, measured in other ways: what the bench itself, wrangler and compression change. */
export const setups: Scenario = {
  name: "setups",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const casting = { members: quick ? MEMBERS / 10 : MEMBERS, senders: 50 };
    const { dormouse, ws, plain } = contenders;
    await withActs(
      [
        [dormouse, { ...casting, title: "Dormouse, one load generator" }],
        [dormouse, { ...casting, title: "Dormouse, two load generators", generators: 2 }],
        [dormouse, { ...casting, title: "Dormouse, with the router for its page", pages: true }],
        [wranglerDev, casting],
        [dormouse, { ...casting, title: "Dormouse, compression on", compress: true }],
        [plain, { ...casting, title: "plainest Durable Object, compression on", compress: true }],
        [ws, { ...casting, title: "ws on Node, two load generators", generators: 2 }],
      ],
      async (acts) => {
        for (let repeat = 0; repeat < repeats; repeat++) {
          for (const { title, server, audience } of acts) {
            progress(`setups: ${title}`);
            const reading = await measure(server, audience, { rate: RATE, warmUp: 1_000, duration: 2_500 });
            readings.add(`${casting.members} members, ${RATE} messages/s offered`, title, columns(reading));
          }
        }
      },
    );
    return {
      scenario: "setups",
      title: "The same, measured in other ways",
      method:
        "As fan-out. Compression is asked for by all clients, each frame compressed by itself (no context takeover); ws leaves frames as small as these alone.",
      rows: readings.rows,
    };
  },
};
