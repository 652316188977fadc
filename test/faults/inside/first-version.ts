import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { TestRoom } from "../../room/people.ts";
import database from "./version-1/database.sql?raw";
import storage from "./version-1/room.sql?raw";

/** Makes D1 what the first version's was: its tables, and what it had written into them. Later migrations are undone. */
export async function restoreDatabase(): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  ).all<{ name: string }>();
  // A virtual table takes its own tables with it.
  const names = results.map(({ name }) => name).filter((name) => !name.startsWith("search_"));
  await env.DB.batch(names.map((name) => env.DB.prepare(`DROP TABLE ${name}`)));
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.slice(0, 1));
  const statements = database.split(/;\n(?=INSERT|$)/).filter((statement) => statement.trim() !== "");
  await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)));
}

/** Puts what the first version had stored into the object of its room, which begins anew with it. */
export async function restoreRoom(): Promise<TestRoom> {
  const pairs = [...storage.matchAll(/^-- kv (\w+) (.+)$/gm)].map(
    ([, key, value]) => [key!, JSON.parse(value!)] as const,
  );
  const room = TestRoom.of(Object.fromEntries(pairs).room);
  await room.inside(async (_, state) => {
    await state.storage.deleteAlarm();
    await state.storage.deleteAll();
    state.storage.sql.exec(storage);
    for (const [key, value] of pairs) state.storage.kv.put(key, value);
  });
  await room.evict();
  return room;
}
