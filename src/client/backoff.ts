const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds a connection must have lasted for the next failure to count as the first again. */
export const STEADY_AFTER_MS = 10_000;

/**
 * Milliseconds to wait before a retry, with full jitter: after a restart of the server its clients come back spread out.
 * @param failures failed attempts before this one, 0 for the first retry
 * @param random from 0 up to 1
 */
export function backoff(failures: number, random: number): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
}
