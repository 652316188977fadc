// A process that plays people who read everything, to see whether they have it all after they were cut off at once.
import { Follower } from "./follower.ts";
import { signIn } from "./sessions.ts";
import { clock } from "./text.ts";

/** Sockets that are opened at the same time, at first. */
const AT_ONCE = 50;

export type FollowersOrder =
  | { do: "arrive"; port: number; path: string; count: number }
  /** Cuts all at once; answers when each has everything again. */
  | { do: "cut" }
  /** Waits until all have the message `seq`, and tells what is missing or came twice. */
  | { do: "check"; seq: number };

export interface FollowersAnswer {
  /** Microseconds from the cut until each had everything. */
  whole: number[];
  missing: number;
  twice: number;
}

let followers: Follower[] = [];

process.on("message", ({ order, ticket }: { order: FollowersOrder; ticket: number }) => {
  carryOut(order).then(
    (answer) => process.send!({ ticket, answer }),
    (error: Error) => process.send!({ ticket, error: error.stack }),
  );
});
process.on("disconnect", () => process.exit(0));

async function carryOut(order: FollowersOrder): Promise<FollowersAnswer> {
  let whole: number[] = [];
  switch (order.do) {
    case "arrive": {
      const tokens = await signIn(order.port, 0, order.count);
      followers = tokens.map((token) => new Follower(order.port, order.path, token));
      for (let i = 0; i < followers.length; i += AT_ONCE) {
        await Promise.all(followers.slice(i, i + AT_ONCE).map((follower) => follower.connect()));
      }
      break;
    }
    case "cut": {
      const start = clock();
      const times = await Promise.all(followers.map((follower) => follower.reconnect()));
      whole = times.map((time) => time - start);
      break;
    }
    case "check":
      while (followers.some(({ seq }) => seq < order.seq)) await new Promise((resolve) => setTimeout(resolve, 20));
      break;
    default:
      order satisfies never;
  }
  const sum = (key: "missing" | "twice") => followers.reduce((total, follower) => total + follower[key], 0);
  return { whole, missing: sum("missing"), twice: sum("twice") };
}
