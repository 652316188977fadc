import type { Result } from "../report/results.ts";

export interface Effort {
  repeats: number;
  /** Shorter and smaller, to see whether it works; the figures are not to be kept. */
  quick: boolean;
}

export interface Scenario {
  name: string;
  run(effort: Effort): Promise<Result>;
}

/** Says what is going on, for whoever waits. */
export function progress(text: string): void {
  console.error(`  ${new Date().toISOString().slice(11, 19)} ${text}`);
}
