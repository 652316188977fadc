import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ask } from "../../src/database/query.ts";
import { addRoom } from "../../src/database/rooms.ts";

test("callers at the same time never get the same room id", async () => {
  const info = { name: "Tea", topic: "", createdBy: "ada" };
  const ids = Array.from({ length: 10 }, (_, i) => (i === 0 ? "tea" : `tea-${i + 1}`));
  const made = await Promise.all(ids.map(() => ask(env.DB, addRoom(env.DB, ids, info, 1))));
  expect(made.map(([room]) => room?.record.id).sort()).toEqual([...ids].sort());
  expect(await ask(env.DB, addRoom(env.DB, ids, info, 1))).toEqual([undefined]);
});
