import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stopClock } from "./clock.ts";
import { type Deed, deeds, Story } from "./story.ts";
import { tryOut } from "./trials.ts";

/** Everything anybody was told, and everything the room holds in the end. */
async function outcome(steps: { deed: Deed; evict: boolean }[], evictions: boolean, start: number) {
  const story = await Story.begin(start, "zoe");
  for (const { deed, evict } of steps) {
    await story.play(deed);
    if (evictions && evict) await story.evict();
  }
  await story.room.settle();
  const { room, posted } = story;
  const presence = await room.stub.presence(room.record);
  const { seq, lastMessageAt, online } = await room.stub.summary(room.record);
  return { told: story.transcripts(), posted, messages: await room.messages(), presence, seq, lastMessageAt, online };
}

const everything: Deed["do"][] = [
  ...(["join", "join", "resume", "leave", "drop", "send", "send", "post", "edit", "delete", "react", "react"] as const),
  ...(["repeat", "typing", "status", "read", "noise", "rename", "visible", "signOut", "wait", "alarm"] as const),
];

test("whatever happens in a room, evictions in between change nothing that anybody is told, and nothing it holds", async () => {
  stopClock();
  const start = Date.now();
  const opening: Deed[] = ["ada", "bo"].map((who) => ({ who, do: "join" }));
  const step = fc.record({ deed: deeds(["ada", "bo", "mo"], everything), evict: fc.boolean() });
  await tryOut(fc.array(step, { maxLength: 50, size: "max" }), async (steps) => {
    const all = [...opening.map((deed) => ({ deed, evict: false })), ...steps];
    expect(await outcome(all, true, start)).toEqual(await outcome(all, false, start));
  });
}, 90_000);
