import { expect, type onTestFinished, test } from "vitest";
import { FORGETFUL, type Mutant } from "./mutants.ts";
import { ordeal } from "./ordeal.ts";
import { Server } from "./server.ts";

test.concurrent("what was acknowledged survives a kill", async ({ onTestFinished }) => {
  expect(await ordealOf(undefined, onTestFinished)).toEqual([]);
});

test.concurrent.for(FORGETFUL)("a room that $name is caught", async (mutant, { onTestFinished }) => {
  const complaints = await ordealOf(mutant, onTestFinished);
  expect(complaints).toContainEqual(expect.stringMatching(mutant.caughtAs));
});

async function ordealOf(mutant: Mutant | undefined, afterwards: typeof onTestFinished): Promise<string[]> {
  const server = await Server.prepare(mutant);
  afterwards(() => server.close());
  await server.start();
  return ordeal(server);
}
