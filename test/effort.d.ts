import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times as much is tried as in `npm test`: 1 there, more in `npm run faults`. */
    effort: number;
    /** What SEED says: a failing case to begin with, as fast-check has printed it, `seed` or `seed:path`; or nothing. */
    replay: string;
    /** True in `npm run capacity`, which measures anew what the tests otherwise compare with. */
    measuring: boolean;
  }
}
