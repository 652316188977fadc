import type { TestRoom } from "./people.ts";

/** Messages anybody may send at once. */
const BURST = 10;

/** Has messages posted without a socket until there are `count`, by as many people as the limits ask for: poster-1 … */
export async function fill(room: TestRoom, count: number, from = 0): Promise<void> {
  for (let n = from; n < count; n += BURST) {
    const visit = room.visit(`poster-${n / BURST + 1}`);
    const ids = Array.from({ length: Math.min(BURST, count - n) }, (_, index) => `fill-${n + index + 1}`);
    const answers = await Promise.all(ids.map((id) => room.stub.post(visit, { type: "send", id, text: id })));
    for (const answer of answers) if (!answer.ok) throw new Error(answer.code);
  }
}
