import { expect, test } from "vitest";
import { TestRoom, type VisitOptions } from "./people.ts";

const ROLES: Record<string, VisitOptions> = { author: {}, other: {}, moderator: { moderator: true } };
const FRAMES = {
  edit: { type: "edit", seq: 1, text: "changed" },
  delete: { type: "delete", seq: 1 },
  react: { type: "react", seq: 1, emoji: "👍", on: true },
} as const;
/** Who may do what to the author's message. */
const ALLOWED: Record<keyof typeof FRAMES, string[]> = {
  edit: ["author"],
  delete: ["author", "moderator"],
  react: ["author", "other", "moderator"],
};
const cases = Object.keys(ROLES).flatMap((role) =>
  (Object.keys(FRAMES) as (keyof typeof FRAMES)[]).flatMap((type) =>
    [false, true].map((isAsleep) => [role, type, isAsleep] as const),
  ),
);

test.each(cases)("%s: %s of the author's message, after the room has slept: %s", async (role, type, isAsleep) => {
  const room = await TestRoom.create();
  const author = await room.join("author");
  author.say("m1", "hello");
  await author.settle();
  const guest = role === "author" ? author : await room.join(role, ROLES[role]);
  if (isAsleep) await room.evict();
  guest.send({ ...FRAMES[type], id: "c1" });
  // What somebody says of themselves in a frame makes them nobody.
  guest.send(JSON.stringify({ ...FRAMES[type], id: "c2", moderator: true, author: "author", user: { id: "author" } }));
  await guest.settle();
  const isAllowed = ALLOWED[type].includes(role);
  expect(guest.errors).toEqual([...(isAllowed ? [] : ["forbidden"]), "bad_frame"]);
  const [message] = await room.messages();
  expect(message?.rev).toBe(isAllowed ? 1 : undefined);
});
