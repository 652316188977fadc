import { PAGE_DEFAULT } from "../protocol/limits.ts";
import type { Message, Time } from "../protocol/model.ts";

/**
 * The number of the first message that is not older than `time`, or of the last one if all are. Times never decrease along
 * seq, so halving finds it: with eleven single messages and a page among 100,000.
 * @param last seq of the newest message, at least 1
 * @param load the messages `from` to `to`, both included, at most a page
 */
export async function firstSince(
  time: Time,
  last: number,
  load: (from: number, to: number) => Promise<readonly Message[]>,
): Promise<number> {
  let from = 1;
  let to = last;
  while (to - from >= PAGE_DEFAULT) {
    const middle = (from + to) >> 1;
    const [message] = await load(middle, middle);
    if (message && message.at >= time) to = middle;
    else from = middle + 1;
  }
  return (await load(from, to)).find(({ at }) => at >= time)?.seq ?? to;
}
