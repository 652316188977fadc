import type { Fault } from "./proxy.ts";
import { Random } from "./random.ts";

/** Connections of a client that something happens to; few stories have as many. */
const TROUBLED = 50;
/**
 * Bytes after which something happens, at most: a dozen messages, or a catching-up; the whole story is three thousand when they
 * are compressed, as Node does from version 24 on. A client says less than it hears.
 */
const WITHIN_BYTES = { down: 2_000, up: 800 };

/** What happens to a client's connections, in order: the same for the same seed. */
export function planOf(seed: number, client: number): Fault[][] {
  const random = new Random(seed + client);
  return Array.from({ length: TROUBLED }, () => troubles(random));
}

/** Each connection ends in some way, soon, and may be slow or come in pieces until then. */
function troubles(random: Random): Fault[] {
  const afterBytes = random.between(1, WITHIN_BYTES.down);
  const ends: [Fault, ...Fault[]] = [
    { kind: "cut", afterBytes },
    { kind: "duplicate", afterBytes },
    { kind: "stall", direction: "up", afterBytes: random.between(1, WITHIN_BYTES.up) },
    { kind: "stall", direction: "down", afterBytes },
  ];
  const faults = [random.pick(ends)];
  if (random.next() < 0.4) faults.push({ kind: "delay", ms: random.between(1, 15) });
  if (random.next() < 0.4) faults.push({ kind: "split", size: random.between(1, 64) });
  return faults;
}
