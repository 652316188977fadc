import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { pass, stopClock } from "./clock.ts";
import { crash, cut } from "./network.ts";
import { type Guest, TestRoom } from "./people.ts";
import { type Deed, deeds, Story } from "./story.ts";
import { tryOut } from "./trials.ts";

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
const hidden = { visible: false };
const user = (id: string) => ({ id, name: id, guest: true });

/** What everybody but Ada is told and can ask for, in a room where the same things happen with her and without her. */
async function witness(happen: (room: TestRoom, ada: boolean) => Promise<Guest[]>): Promise<[string[], string[]]> {
  const seen: string[][] = [];
  for (const ada of [true, false]) {
    stopClock();
    const room = await TestRoom.create();
    const others = await happen(room, ada);
    await room.settle();
    const asked = [await room.stub.presence(room.record), await room.stub.summary(room.record)];
    const random = others.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === "welcome" ? [event.connection, event.epoch, event.room.id] : [])),
    );
    const told = others.map(({ name, frames, closed }) => JSON.stringify([name, frames, closed]));
    seen.push(
      [...told, JSON.stringify(asked)].map((text) => random.reduce((rest, id) => rest.replaceAll(id, ""), text)),
    );
  }
  return seen as [string[], string[]];
}

const doings: Record<string, (room: TestRoom, ada: Guest) => unknown> = {
  "is here": () => {},
  types: (_, ada) => ada.send({ type: "typing" }),
  "is away and back": async (_, ada) => {
    ada.send({ type: "status", status: "away" });
    await ada.settle();
    advance(1_000);
    ada.send({ type: "status", status: "active" });
  },
  reads: (_, ada) => ada.send({ type: "read", seq: 1 }),
  "opens a second tab and closes it": async (room) => (await room.join("ada", hidden)).leave(),
  leaves: (_, ada) => ada.leave(),
  "loses the network": (room, ada) => cut(room, ada),
  "reloads the same tab": (room) => room.join("ada", { ...hidden, tab: "t" }),
  "signs out": (room) => room.stub.endSession("session-ada"),
  "has another name": (room) => room.stub.updateUser({ ...user("ada"), name: "Ada L." }, false),
  "is hidden again": (room) => room.stub.updateUser(user("ada"), false),
  "sends what is refused": (_, ada) => {
    ada.say("m1", " ");
    ada.send({ type: "edit", id: "e1", seq: 1, text: "not hers" });
    ada.send("{");
  },
  "is thrown out for bad frames": (_, ada) => Array.from({ length: 10 }, () => ada.send("{")),
  "sleeps with the room": (room) => room.evict(),
};

test.each(Object.entries(doings))("an invisible person who %s is absent to everybody else", async (_, act) => {
  const [present, absent] = await witness(async (room, isHere) => {
    const bo = await room.join("bo");
    bo.say("b1", "hello");
    await bo.settle();
    const ada = isHere ? await room.join("ada", { ...hidden, tab: "t" }) : undefined;
    if (ada) await act(room, ada);
    await ada?.settle();
    vi.setSystemTime(bo.messages[0]!.at + 2_000);
    const cy = await room.join("cy");
    await pass(room, 12_000);
    await cy.leave();
    await pass(room, 6 * 60_000, [bo]);
    await crash(room);
    return [bo, cy, await room.join("bo", { seen: bo.seen })];
  });
  expect(present).toEqual(absent);
});

test.each([1, 5, 30])(
  "an invisible person who is silent for %i minutes and then closed leaves no trace",
  async (minutes) => {
    const [present, absent] = await witness(async (room, isHere) => {
      const bo = await room.join("bo");
      if (isHere) await room.join("ada", hidden);
      await pass(room, minutes * 60_000, [bo]);
      return [bo, await room.join("cy")];
    });
    expect(present).toEqual(absent);
  },
);

test("what an invisible person says shows that message only, as if it had come from outside", async () => {
  const [present, absent] = await witness(async (room, isHere) => {
    const bo = await room.join("bo");
    const ada = isHere ? await room.join("ada", hidden) : undefined;
    ada?.send({ type: "typing" });
    ada?.say("m1", "hello");
    if (!ada) await room.stub.post(room.visit("ada", hidden), { type: "send", id: "m1", text: "hello" });
    await room.settle();
    expect(bo.messages).toMatchObject([{ author: { id: "ada" }, text: "hello" }]);
    return [bo, await room.join("cy")];
  });
  expect(present).toEqual(absent);
});

test("switching takes effect at once, and looks like coming and like signing out", async () => {
  const [switching, coming] = await witness(async (room, isHere) => {
    const bo = await room.join("bo");
    if (isHere) await room.join("ada", hidden);
    advance(60_000);
    if (isHere) await room.stub.updateUser(user("ada"), true);
    else await room.join("ada");
    await bo.settle();
    expect(bo.roster).toMatchObject([{ id: "ada", since: Date.now() }, { id: "bo" }]);
    const cy = await room.join("cy");
    advance(60_000);
    if (isHere) await room.stub.updateUser(user("ada"), false);
    else await room.stub.endSession("session-ada");
    await bo.settle();
    expect(bo.roster.map(({ id }) => id)).toEqual(["bo", "cy"]);
    await pass(room, 60_000);
    return [bo, cy];
  });
  expect(switching).toEqual(coming);
});

test("who was seen a moment ago and comes back hidden is gone like anybody who does not come back", async () => {
  for (const evict of [false, true]) {
    const [returning, gone] = await witness(async (room, isHere) => {
      const bo = await room.join("bo");
      const ada = await room.join("ada");
      await ada.leave();
      await pass(room, 3_000);
      if (isHere) await room.join("ada", hidden);
      if (evict) await room.evict();
      await pass(room, 60_000);
      return [bo, await room.join("cy")];
    });
    expect(returning).toEqual(gone);
  }
});

test("an invisible person sees the others and is told of themselves like nobody: not in the list, not in the count", async () => {
  const room = await TestRoom.create();
  await room.join("bo");
  const ada = await room.join("ada", hidden);
  expect(ada.events[0]).toMatchObject({ you: user("ada"), online: [{ id: "bo" }], count: 1 });
  await room.join("cy");
  await ada.settle();
  expect(ada.roster.map(({ id }) => id)).toEqual(["bo", "cy"]);
});

test("whatever an invisible person does among others, nobody can tell it from their absence", async () => {
  stopClock();
  const start = Date.now();
  const ghostly: Deed["do"][] = ["join", "join", "resume", "leave", "drop", "typing", "status", "read", "noise"];
  const common: Deed["do"][] = ["wait", "alarm", "post", "rename", "signOut"];
  const others = deeds(["bo", "cy"], [...ghostly, ...common, "send", "edit", "delete", "react", "visible"]);
  const step = fc.record({
    deed: fc.oneof(deeds(["ada"], [...ghostly, ...common, "send"]), others),
    evict: fc.boolean(),
  });
  const live = async (steps: { deed: Deed; evict: boolean }[], isHere: boolean) => {
    const story = await Story.begin(start, "zoe");
    const { room } = story;
    const asked: unknown[] = [];
    const opening: Deed[] = [
      { who: "ada", do: "visible", visible: false },
      ...["bo", "ada"].map((who) => ({ who, do: "join" }) as const),
    ];
    for (const { deed, evict } of [...opening.map((deed) => ({ deed, evict: false })), ...steps]) {
      const isSilent = deed.who === "ada" && ghostly.includes(deed.do);
      const isSaying = deed.who === "ada" && deed.do === "send";
      const canSay = story.guests.some(({ name, closed }) => name === "ada" && closed === undefined);
      if (isSilent && !isHere) story.rest();
      else if (isSaying && !canSay) await story.play({ who: "ada", do: "post", text: deed.text });
      else await story.play(isSaying ? { ...deed, replyTo: undefined as never } : deed);
      if (evict) await story.evict();
      await room.settle();
      asked.push(await room.stub.presence(room.record), await room.stub.summary(room.record));
    }
    return { told: story.transcripts(({ name }) => name !== "ada"), asked, messages: await room.messages() };
  };
  await tryOut(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
    expect(await live(steps, true)).toEqual(await live(steps, false));
  });
}, 90_000);
