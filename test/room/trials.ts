import * as fc from "fast-check";
import { inject } from "vitest";

/** Made-up cases that a property is tried on in `npm test`; `npm run faults` tries many times more. */
const TRIALS = 4;

/**
 * Tries whether something holds for whatever is made up. What fails is printed with the seed and path that make it again,
 * at once; with SEED=seed:path it is made again, and then reduced to less that fails too, which may take minutes.
 * @param trials cases in `npm test`
 */
export async function tryOut<T>(
  made: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
  trials = TRIALS,
): Promise<void> {
  const [seed, path] = inject("replay").split(/:(.*)/);
  await fc.assert(fc.asyncProperty(made, holds), {
    numRuns: trials * inject("effort"),
    endOnFailure: !seed,
    ...(seed && { seed: Number(seed) }),
    ...(path && { path }),
  });
}
