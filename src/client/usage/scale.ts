const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round numbers for an axis from 0 to at least `greatest`: at most five, the last one at or above it.
 * @returns ascending, 0 first
 */
export function ticks(greatest: number): number[] {
  const rough = Math.max(greatest, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const count = Math.ceil(Math.max(greatest, 4) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The 30 days up to and with `today`, in UTC, oldest first. */
export function lastDays(today: string): string[] {
  const end = Date.parse(today);
  return Array.from({ length: 30 }, (_, index) => new Date(end - (29 - index) * 86_400_000).toISOString().slice(0, 10));
}
