/** Milliseconds. */
export interface Percentiles {
  p50: number;
  p99: number;
  p999: number;
}

/** @param times in microseconds */
export function percentiles(times: Float64Array): Percentiles {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN) / 1_000;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}

/** Median, least and greatest of several runs. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}
