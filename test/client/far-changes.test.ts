import { describe, expect, it } from "vitest";
import { type Api, ApiError } from "../../src/client/api.ts";
import { farChange } from "../../src/client/far-changes.ts";
import { Room } from "../../src/client/room.ts";
import { isEditable, strandedEdits } from "../../src/client/stranded-edits.ts";
import { ada, bo, message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const own = (seq: number, changes = {}) => message(seq, { author: ada, ...changes });

/** Enters a room; what the server says is up to the test. */
function enter(surroundings = new FakeSurroundings()) {
  const room = new Room("wood", {
    api: { room: () => Promise.reject(new ApiError(404, "", "")) } as Partial<Api> as Api,
    surroundings,
    you: "ada",
    tab: "tab-1",
    status: () => "active",
    isLooking: () => true,
    onLatest: () => {},
    onSessionChanged: () => {},
  });
  room.enter();
  const say = (...messages: ReturnType<typeof message>[]) =>
    surroundings.socket.welcome(welcome({ seq: messages.at(-1)?.seq ?? 0 }), ...messages, ready);
  const refuse = () => {
    const { id } = surroundings.socket.frames().at(-1)!;
    surroundings.socket.say({ type: "error", code: "muted", message: "", id });
  };
  /** What is said above the composer. */
  const far = () => {
    const change = farChange(room);
    return change && [change.entry.command.seq, change.isHeard ? "can be shown" : "is not to be shown"];
  };
  return { room, surroundings, say, refuse, far };
}

describe("a refused change", () => {
  it("whose message is far away is told although a later one is refused that is near", () => {
    const { room, say, refuse, far } = enter();
    say(own(60), own(61));
    room.edit(7, "seven");
    refuse();
    room.edit(61, "sixty-one");
    refuse();
    expect(far()).toEqual([7, "can be shown"]);
  });

  it("is not told as far away while its message is still to come", () => {
    const { room, surroundings, say, refuse } = enter();
    say(own(60), own(61));
    room.edit(61, "sixty-one");
    refuse();
    room.edit(7, "seven");
    refuse();
    const again = enter(surroundings.beside());
    expect(again.far()).toBeUndefined();
    again.surroundings.socket.welcome(welcome({ seq: 61 }), own(60));
    expect(again.far()).toEqual([7, "can be shown"]);
    again.room.discard(farChange(again.room)!.entry);
    expect(again.far()).toBeUndefined();
    again.surroundings.socket.say(own(61), ready);
    expect(again.far()).toBeUndefined();
  });

  it("whose message went with the log is told, and not led to", () => {
    const { room, surroundings, say, refuse } = enter();
    say(own(60), own(61));
    room.edit(61, "sixty-one");
    refuse();
    const again = enter(surroundings.beside());
    again.say(message(1));
    expect(again.far()).toEqual([61, "is not to be shown"]);
    again.room.discard(farChange(again.room)!.entry);
    expect([again.far(), again.room.refused.value]).toEqual([undefined, 0]);
  });

  it("in a room that lets nobody in is told although nothing of that is held", async () => {
    const { room, surroundings, say, refuse } = enter();
    say(own(60));
    room.edit(60, "sixty");
    refuse();
    const again = enter(surroundings.beside());
    again.surroundings.socket.listener.closed(1006);
    expect(again.far()).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    expect(again.far()).toEqual([60, "is not to be shown"]);
  });
});

describe("an edit that was begun", () => {
  function begun() {
    const all = enter();
    all.room.draft.edit(3, "three");
    all.room.draft.write("three, and more");
    all.room.draft.reply(2);
    expect(strandedEdits(all.room)).toEqual([]);
    return all;
  }

  it.each([
    ["is deleted", [own(3, { text: "", deletedAt: 9 })]],
    ["is somebody else's, because the log began anew", [message(3)]],
    ["does not exist, because the log began anew", [message(1)]],
  ])("is stranded with what was written if its message %s", (_, messages) => {
    const { room, say } = begun();
    say(...messages);
    expect(strandedEdits(room)).toEqual([{ seq: 3, text: "three, and more" }]);
    room.draft.giveUp(3);
    expect(strandedEdits(room)).toEqual([]);
  });

  it.each([
    ["is one's own", [own(3)]],
    ["is further up than what is held", [own(70)]],
  ])("can go on if its message %s", (_, messages) => {
    const { room, say } = begun();
    say(...messages);
    expect(strandedEdits(room)).toEqual([]);
  });

  it("is only offered to go on under a message that can be edited", () => {
    expect(
      [own(3), own(3, { deletedAt: 9 }), message(3, { author: bo })].map((each) => isEditable(each, "ada")),
    ).toEqual([true, false, false]);
  });
});
