// A load generator: a process that plays many people, told what to do by the process that started it.
import { Crowd, type Offer, type Party } from "./crowd.ts";
import { signIn } from "./sessions.ts";
import { clock } from "./text.ts";

/** What the process can be asked to do. */
export type Order =
  | ({ do: "arrive" } & Party)
  | ({ do: "offer" } & Offer)
  /** From now on times are taken, of messages sent until `end`. */
  | { do: "begin" }
  | { do: "say" }
  | { do: "end" }
  | { do: "count" }
  | { do: "times" }
  | { do: "hush" }
  | { do: "rest" }
  | { do: "leave" };

export interface Count {
  at: number;
  delivered: number;
  sent: number;
  withheld: number;
  /** Microseconds of processor time of this process. */
  cpu: number;
  complaints: string[];
}

export interface Times {
  receive: Float64Array;
  acknowledge: Float64Array;
}

let crowd: Crowd | undefined;
/** Sessions are kept: whoever goes to another room is the same person. */
const tokens: string[] = [];

process.on("message", ({ order, ticket }: { order: Order; ticket: number }) => {
  carryOut(order).then(
    (answer) => process.send!({ ticket, answer }),
    (error: Error) => process.send!({ ticket, error: error.stack }),
  );
});
process.on("disconnect", () => process.exit(0));

async function carryOut(order: Order): Promise<Count | Times> {
  switch (order.do) {
    case "arrive": {
      const { dialect, port, first, members } = order;
      if (dialect === "dormouse" && tokens.length < members) {
        tokens.push(...(await signIn(port, first + tokens.length, members - tokens.length)));
      }
      crowd = new Crowd(order);
      await crowd.arrive(tokens);
      break;
    }
    case "offer":
      crowd!.offer(order);
      break;
    case "begin":
      Object.assign(crowd!.tally, { from: clock(), to: Number.POSITIVE_INFINITY, receive: [], acknowledge: [] });
      crowd!.withheld = 0;
      break;
    case "say":
      crowd!.say();
      break;
    case "end":
      crowd!.tally.to = clock();
      break;
    case "times":
      return {
        receive: Float64Array.from(crowd!.tally.receive),
        acknowledge: Float64Array.from(crowd!.tally.acknowledge),
      };
    case "hush":
      crowd!.hush();
      break;
    case "rest":
      crowd!.rest();
      break;
    case "leave":
      crowd!.leave();
      break;
    case "count":
      break;
    default:
      order satisfies never;
  }
  return count();
}

function count(): Count {
  const { user, system } = process.cpuUsage();
  const { delivered, sent, complaints } = crowd!.tally;
  return {
    at: clock(),
    delivered,
    sent,
    withheld: crowd!.withheld,
    cpu: user + system,
    complaints: complaints.splice(0),
  };
}
