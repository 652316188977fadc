import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times as much is tried as in `npm test`: 1 there, more in `npm run faults`. */
    effort: number;
  }
}
