import { columns, measure } from "../measure.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { progress, type Scenario } from "./scenario.ts";

const ROOMS = 200;
const MEMBERS_EACH = 20;
const RATE = 1_000;

/** Many rooms at once instead of one large one. */
export const rooms: Scenario = {
  name: "rooms",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const count = quick ? ROOMS / 10 : ROOMS;
    // One of each: whoever sends is the only one there who does, and receives nothing of others.
    const casting = { rooms: count, members: count * MEMBERS_EACH, senders: count, samplers: count };
    const { dormouse, socketio, bun, partyserver, plain } = contenders;
    await withActs(
      [dormouse, socketio, bun, partyserver, plain].map((contender) => [contender, casting]),
      async (acts) => {
        for (let repeat = 0; repeat < repeats; repeat++) {
          for (const { title, server, audience } of acts) {
            progress(`${count} rooms: ${title}`);
            const reading = await measure(server, audience, { rate: RATE, warmUp: 1_000, duration: 2_500 });
            readings.add(`${count} rooms of ${MEMBERS_EACH}, ${RATE} messages/s in all`, title, columns(reading));
          }
        }
      },
    );
    return {
      scenario: "rooms",
      title: `${count} rooms at once`,
      method: "One sender in each room. ws is left out: its documentation has no rooms.",
      rows: readings.rows,
    };
  },
};
