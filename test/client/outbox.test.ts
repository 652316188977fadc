import { describe, expect, it } from "vitest";
import { Outbox } from "../../src/client/outbox.ts";
import { OutboxStorage } from "../../src/client/outbox-storage.ts";
import type { Command } from "../../src/protocol/frames.ts";
import { ada, message } from "./events.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

/** One tab's outbox; `line.up` says whether the connection takes frames. */
function tab(storage = fakeStorage(), user = "ada", room = "wood") {
  const surroundings = new FakeSurroundings(storage);
  const sent: Command[] = [];
  const line = { up: true };
  const outbox = new Outbox(surroundings, new OutboxStorage(storage, user, room), (command) => {
    if (line.up) sent.push(command);
    return line.up;
  });
  const ids = () => sent.map(({ id }) => id);
  const kinds = () => outbox.entries.value.map(({ delivery }) => delivery.kind);
  return { surroundings, outbox, sent, ids, kinds, line, storage };
}

const send = (id: string, text = id): Command => ({ type: "send", id, text });
const arrived = (seq: number, id: string) => message(seq, { id, author: ada });

describe("sending", () => {
  it("is strictly one after the other", () => {
    const { outbox, ids } = tab();
    outbox.connected();
    for (const id of ["a", "b", "c"]) outbox.post(send(id));
    expect(ids()).toEqual(["a"]);
    outbox.receive(arrived(1, "a"), "ada");
    expect(ids()).toEqual(["a", "b"]);
    outbox.receive(arrived(2, "b"), "ada");
    outbox.receive(arrived(3, "c"), "ada");
    expect(ids()).toEqual(["a", "b", "c"]);
    expect(outbox.entries.value).toEqual([]);
  });

  it("waits for the connection", () => {
    const { outbox, ids, kinds } = tab();
    outbox.post(send("a"));
    expect(ids()).toEqual([]);
    expect(kinds()).toEqual(["waiting"]);
    outbox.connected();
    expect(ids()).toEqual(["a"]);
  });

  it("is repeated after a reconnect with the same id, in the same order", () => {
    const { outbox, ids } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    outbox.disconnected();
    outbox.post(send("c"));
    outbox.connected();
    outbox.receive(arrived(1, "a"), "ada");
    outbox.receive(arrived(2, "b"), "ada");
    expect(ids()).toEqual(["a", "a", "b", "c"]);
  });

  it("is not repeated if catching up showed that it had arrived", () => {
    const { outbox, ids } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.disconnected();
    outbox.receive(arrived(1, "a"), "ada");
    outbox.connected();
    expect(ids()).toEqual(["a"]);
  });

  it("is not taken for done by someone else's message with the same id", () => {
    const { outbox, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.receive(message(1, { id: "a" }), "ada");
    expect(kinds()).toEqual(["sent"]);
  });
});

describe("edits, deletions and reactions", () => {
  it.each([
    { type: "edit", id: "x", seq: 1, text: "new" },
    { type: "delete", id: "x", seq: 1 },
    { type: "react", id: "x", seq: 1, emoji: "👍", on: true },
  ] satisfies Command[])("$type settles by its ack", (command) => {
    const { outbox } = tab();
    outbox.connected();
    outbox.post(command);
    outbox.receive(message(1, { rev: 1 }), "ada");
    expect(outbox.entries.value).toHaveLength(1);
    outbox.receive(message(1, { rev: 2, ack: "x" }), "ada");
    expect(outbox.entries.value).toEqual([]);
  });
});

describe("a refusal", () => {
  it("keeps the command with its reason and lets the next one go", () => {
    const { outbox, ids, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    outbox.refused({ type: "error", code: "muted", message: "You are muted.", id: "a" });
    expect(ids()).toEqual(["a", "b"]);
    expect(kinds()).toEqual(["refused", "sent"]);
    expect(outbox.entries.value[0]?.delivery).toEqual({ kind: "refused", code: "muted", reason: "You are muted." });
    outbox.disconnected();
    outbox.connected();
    expect(ids()).toEqual(["a", "b", "b"]);
  });

  it("can be discarded or tried again", () => {
    const { outbox, ids } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.refused({ type: "error", code: "muted", message: "", id: "a" });
    outbox.retry("a");
    expect(ids()).toEqual(["a", "a"]);
    outbox.refused({ type: "error", code: "muted", message: "", id: "a" });
    outbox.discard("a");
    expect(outbox.entries.value).toEqual([]);
  });

  it("does not stop the clock of the command that is on its way", () => {
    const { outbox, surroundings, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.refused({ type: "error", code: "muted", message: "", id: "a" });
    outbox.post(send("b"));
    outbox.discard("a");
    surroundings.pass(15_000);
    expect(kinds()).toEqual(["unconfirmed"]);
  });

  it("for haste makes everything wait the seconds that were asked for, in order", () => {
    const { outbox, surroundings, ids, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    outbox.refused({ type: "error", code: "rate_limited", message: "", id: "a", retryAfter: 2.5 });
    expect(kinds()).toEqual(["waiting", "waiting"]);
    surroundings.pass(2_499);
    expect(ids()).toEqual(["a"]);
    surroundings.pass(1);
    expect(ids()).toEqual(["a", "a"]);
  });

  it("of a frame too long to be understood is given without sending it", () => {
    const { outbox, ids, kinds } = tab();
    outbox.connected();
    outbox.post(send("a", "x".repeat(17_000)));
    expect(ids()).toEqual([]);
    expect(kinds()).toEqual(["refused"]);
  });

  it("that was discarded in another tab is gone from this one too", () => {
    const first = tab();
    first.outbox.connected();
    first.outbox.post(send("a"));
    first.outbox.refused({ type: "error", code: "muted", message: "", id: "a" });
    const second = tab(first.storage);
    expect(second.kinds()).toEqual(["refused"]);
    first.outbox.discard("a");
    second.outbox.lookAtStorage();
    expect(second.kinds()).toEqual([]);
  });

  it("is gone from the tab that was refused as well once another has discarded it, or tried it again", () => {
    const first = tab();
    first.outbox.connected();
    for (const id of ["a", "b"]) {
      first.outbox.post(send(id));
      first.outbox.refused({ type: "error", code: "muted", message: "", id });
    }
    const second = tab(first.storage);
    second.outbox.connected();
    second.outbox.discard("a");
    second.outbox.retry("b");
    first.outbox.lookAtStorage();
    expect(first.kinds()).toEqual(["refused"]);
    second.outbox.receive(arrived(1, "b"), "ada");
    first.outbox.lookAtStorage();
    expect(first.kinds()).toEqual([]);
  });

  it("that a full storage does not take stays as long as the page", () => {
    const storage = fakeStorage();
    storage.setItem = () => {
      throw new Error("It is full.");
    };
    const { outbox, kinds } = tab(storage);
    outbox.connected();
    outbox.post(send("a"));
    outbox.refused({ type: "error", code: "muted", message: "", id: "a" });
    outbox.lookAtStorage();
    expect(kinds()).toEqual(["refused"]);
  });

  it("of everything comes when nobody is let in, and stays until it is tried again", () => {
    const { outbox, ids, kinds, storage } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    outbox.post({ type: "delete", id: "c", seq: 1 }, 5_000);
    outbox.disconnected();
    outbox.shutOut("not_found");
    expect(kinds()).toEqual(["refused", "refused", "refused"]);
    expect(outbox.isSettled).toBe(true);
    const again = tab(storage);
    expect(again.outbox.entries.value[0]?.delivery).toEqual({ kind: "refused", code: "shut_out", reason: "not_found" });
    outbox.connected();
    expect(ids()).toEqual(["a"]);
    outbox.retry("b");
    expect(ids()).toEqual(["a", "b"]);
  });

  it("of what another tab has discarded meanwhile brings nothing back", () => {
    const first = tab();
    first.outbox.post(send("a"));
    const second = tab(first.storage);
    first.outbox.discard("a");
    second.outbox.shutOut("removed");
    expect(second.kinds()).toEqual([]);
    expect(first.storage.length).toBe(0);
  });

  it("of an unknown command is nothing", () => {
    const { outbox } = tab();
    outbox.refused({ type: "error", code: "bad_frame", message: "" });
    outbox.refused({ type: "error", code: "bad_frame", message: "", id: "gone" });
    expect(outbox.entries.value).toEqual([]);
  });
});

describe("no answer", () => {
  it("for 15 s on an open connection is shown, and retrying is safe", () => {
    const { outbox, surroundings, ids, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    surroundings.pass(14_999);
    expect(kinds()).toEqual(["sent", "waiting"]);
    surroundings.pass(1);
    expect(kinds()).toEqual(["unconfirmed", "waiting"]);
    expect(ids()).toEqual(["a"]);
    outbox.retry("a");
    expect(ids()).toEqual(["a", "a"]);
    outbox.receive(arrived(1, "a"), "ada");
    expect(ids()).toEqual(["a", "a", "b"]);
  });

  it("while there is no connection is expected", () => {
    const { outbox, surroundings, kinds } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.disconnected();
    surroundings.pass(60_000);
    expect(kinds()).toEqual(["waiting"]);
  });
});

describe("what is stored", () => {
  it("outlives the page, in order, for its user and room alone", () => {
    const first = tab();
    first.outbox.post(send("a"));
    first.outbox.post(send("b"));
    expect(tab(first.storage, "bo").outbox.entries.value).toEqual([]);
    expect(tab(first.storage, "ada", "meadow").outbox.entries.value).toEqual([]);
    const again = tab(first.storage);
    again.outbox.connected();
    again.outbox.receive(arrived(1, "a"), "ada");
    expect(again.ids()).toEqual(["a", "b"]);
  });

  it("is gone once it is settled or discarded", () => {
    const { outbox, storage } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(send("b"));
    outbox.receive(arrived(1, "a"), "ada");
    outbox.discard("b");
    expect(storage.length).toBe(0);
  });

  it("remembers a refusal instead of asking again after each reload", () => {
    const first = tab();
    first.outbox.connected();
    first.outbox.post(send("a"));
    first.outbox.refused({ type: "error", code: "muted", message: "You are muted.", id: "a" });
    const again = tab(first.storage);
    again.outbox.connected();
    expect(again.ids()).toEqual([]);
    expect(again.kinds()).toEqual(["refused"]);
  });

  it("and was settled or discarded in another tab is not sent from this one", () => {
    const first = tab();
    first.outbox.post(send("a"));
    const second = tab(first.storage);
    first.outbox.discard("a");
    second.outbox.connected();
    expect(second.ids()).toEqual([]);
    expect(second.outbox.entries.value).toEqual([]);
  });

  it("by a tab that is gone goes out from one that was there before, with its next connection and in order", () => {
    const first = tab();
    const second = tab(first.storage);
    first.outbox.post(send("a"));
    second.surroundings.pass(10);
    second.outbox.post(send("b"));
    second.outbox.connected();
    second.outbox.receive(arrived(1, "a"), "ada");
    expect(second.ids()).toEqual(["a", "b"]);
    second.outbox.receive(arrived(2, "b"), "ada");
    second.outbox.disconnected();
    second.outbox.connected();
    expect(second.ids()).toEqual(["a", "b"]);
  });

  it("by tabs that write at the same time is all there", () => {
    const storage = fakeStorage();
    const tabs = [tab(storage), tab(storage)];
    for (const [index, { outbox }] of tabs.entries()) outbox.post(send(`from-${index}`));
    expect(
      tab(storage)
        .outbox.entries.value.map(({ command }) => command.id)
        .sort(),
    ).toEqual(["from-0", "from-1"]);
  });

  it("may be unreadable or refused without harm", () => {
    const storage = fakeStorage();
    storage.setItem("dormouse:ada:outbox:wood:x", "{");
    storage.setItem("dormouse:ada:outbox:wood:y", "null");
    const full = {
      ...storage,
      length: 2,
      setItem() {
        throw new Error("QuotaExceededError");
      },
    };
    const { outbox, ids } = tab(full);
    outbox.connected();
    outbox.post(send("a"));
    outbox.disconnected();
    outbox.connected();
    expect(ids()).toEqual(["a", "a"]);
  });
});

describe("what can still be undone", () => {
  const gone: Command = { type: "delete", id: "gone", seq: 1 };

  it("is not sent before its time, and holds up nothing else", () => {
    const { surroundings, outbox, ids, kinds } = tab();
    outbox.connected();
    outbox.post(gone, 5_000);
    outbox.post(send("a"));
    outbox.receive(arrived(2, "a"), "ada");
    surroundings.pass(4_999);
    expect([ids(), kinds(), outbox.isSettled]).toEqual([["a"], ["held"], false]);
    surroundings.pass(1);
    expect([ids(), kinds()]).toEqual([["a", "gone"], ["sent"]]);
  });

  it("and is, is never sent", () => {
    const { surroundings, outbox, ids, storage } = tab();
    outbox.connected();
    outbox.post(gone, 5_000);
    outbox.discard("gone");
    surroundings.pass(60_000);
    expect(ids()).toEqual([]);
    expect(tab(storage).outbox.entries.value).toEqual([]);
  });

  it("is sent at once if there may be no later, and again by the page that comes next", () => {
    const { outbox, ids, storage } = tab();
    outbox.connected();
    outbox.post(gone, 5_000);
    outbox.release();
    expect(ids()).toEqual(["gone"]);
    const next = tab(storage);
    expect(next.kinds()).toEqual(["waiting"]);
    next.outbox.connected();
    expect(next.ids()).toEqual(["gone"]);
  });

  it("then waits for no answer to what is on its way: nobody may be there to hear it", () => {
    const { outbox, ids } = tab();
    outbox.connected();
    outbox.post(send("a"));
    outbox.post(gone, 5_000);
    outbox.release();
    expect(ids()).toEqual(["a", "gone"]);
    outbox.receive(message(1, { rev: 1, ack: "gone" }), "ada");
    outbox.receive(arrived(2, "a"), "ada");
    expect(ids()).toEqual(["a", "gone"]);
    expect(outbox.entries.value).toEqual([]);
  });

  it("outlives a connection and a page, and is sent when its time is over", () => {
    const first = tab();
    first.outbox.connected();
    first.outbox.post(gone, 5_000);
    first.outbox.disconnected();
    first.outbox.connected();
    expect(first.ids()).toEqual([]);
    const second = tab(first.storage);
    second.outbox.connected();
    expect(second.ids()).toEqual([]);
    second.surroundings.pass(5_000);
    expect(second.ids()).toEqual(["gone"]);
  });

  it("in one tab is not hurried by another that leaves", () => {
    const first = tab();
    first.outbox.connected();
    first.outbox.post(gone, 5_000);
    const second = tab(first.storage);
    second.outbox.connected();
    second.outbox.release();
    expect(second.ids()).toEqual([]);
    second.surroundings.pass(5_000);
    expect(second.ids()).toEqual(["gone"]);
  });

  it("and is undone in one tab, is not sent by another", () => {
    const first = tab();
    first.outbox.post(gone, 5_000);
    const second = tab(first.storage);
    second.outbox.connected();
    first.outbox.discard("gone");
    second.surroundings.pass(5_000);
    expect(second.ids()).toEqual([]);
    expect(tab(first.storage).outbox.entries.value).toEqual([]);
  });
});
