import { columns, measure } from "../measure.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { withActs } from "../stage.ts";
import { progress, type Scenario } from "./scenario.ts";

/** Members, and messages a second offered to them. */
const SIZES = [
  { members: 10, rate: 1_000 },
  { members: 100, rate: 1_000 },
  { members: 1_000, rate: 1_000 },
  { members: 5_000, rate: 200 },
];
const SENDERS = 50;

/** What a delivery costs in rooms of several sizes, more being offered than most servers can take. */
export const fanOut: Scenario = {
  name: "fan-out",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const failures: string[] = [];
    for (const size of quick ? SIZES.slice(0, 3) : SIZES) {
      try {
        await fill(size, repeats, readings);
      } catch (error) {
        // The smaller rooms are worth keeping.
        failures.push(`${size.members} members could not be measured: ${(error as Error).message.split("\n")[0]}`);
        progress(failures.at(-1)!);
      }
    }
    return {
      scenario: "fan-out",
      title: "Fan-out: one room, everybody receives every message",
      method: [
        "50 senders spread over the room, 100 characters a message, compression off, one load generator a server; at most a quarter of a second of messages on their way, so that a server that cannot keep up is offered what it can take.",
        ...failures,
      ].join(" "),
      rows: readings.rows,
    };
  },
};

async function fill({ members, rate }: (typeof SIZES)[number], repeats: number, readings: Readings): Promise<void> {
  const casting = { members, senders: Math.min(SENDERS, members) };
  await withActs(
    Object.values(contenders).map((contender) => [contender, casting]),
    async (acts) => {
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const { title, server, audience } of acts) {
          progress(`fan-out: ${members} members, ${title}`);
          const reading = await measure(server, audience, { rate, warmUp: 700, duration: 2_000 });
          readings.add(`${members} members, ${rate} messages/s offered`, title, columns(reading));
        }
      }
    },
  );
}
