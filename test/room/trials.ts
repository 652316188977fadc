import * as fc from "fast-check";
import { inject } from "vitest";

/** Made-up cases that a property is tried on in `npm test`; `npm run faults` tries many times more. */
const TRIALS = 10;

/** Tries whether something holds for whatever is made up. What fails is printed with the seed that makes it again. */
export async function tryOut<T>(made: fc.Arbitrary<T>, holds: (value: T) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(made, holds), { numRuns: TRIALS * inject("effort") });
}
