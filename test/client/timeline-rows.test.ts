import { expect, it } from "vitest";
import type { Unsent } from "../../src/client/room.ts";
import { timelineRows } from "../../src/client/timeline-rows.ts";
import { ada, message } from "./events.ts";

const noon = new Date(2026, 10, 3, 12).getTime();
const MINUTE = 60_000;

/** The rows in short: `d` a day, `n` the mark of what is new, `+` the head of a group, `.` a message within one. */
function drawn(...args: Parameters<typeof timelineRows>) {
  const letters = { day: () => "d", new: () => "n", message: head, unsent: head };
  return timelineRows(...args)
    .map((row) => letters[row.kind](row))
    .join("");
}
const head = (row: object) => ("head" in row && row.head ? "+" : ".");

it("groups what one author says within five minutes", () => {
  const messages = [
    message(1, { at: noon }),
    message(2, { at: noon + 5 * MINUTE }),
    message(3, { at: noon + 10 * MINUTE + 1 }),
    message(4, { at: noon + 10 * MINUTE + 2, author: ada }),
  ];
  expect(drawn(messages, [], "ada", 0)).toBe("d+.++");
});

it("starts a group with an answer and on a new day", () => {
  const midnight = new Date(2026, 10, 4).getTime();
  const messages = [
    message(1, { at: midnight - 2 }),
    message(2, { at: midnight - 1, replyTo: 1 }),
    message(3, { at: midnight }),
  ];
  expect(drawn(messages, [], "ada", 0)).toBe("d++d+");
});

it("marks what is new since the last visit, unless it is the reader's own", () => {
  const messages = [1, 2, 3, 4].map((seq) => message(seq, { at: noon }));
  expect(drawn(messages, [], "ada", 2)).toBe("d+.n+.");
  expect(drawn(messages, [], "ada", 0)).toBe("d+...");
  expect(drawn(messages, [], "ada", 4)).toBe("d+...");
  expect(drawn(messages, [], "bo", 2)).toBe("d+...");
});

it("puts what is on its way below everything, even with a clock that is behind", () => {
  const entry: Unsent = {
    command: { type: "send", id: "x", text: "hi" },
    at: noon - 60 * MINUTE,
    delivery: { kind: "sent" },
  };
  const messages = [message(1, { at: noon, author: ada })];
  const rows = timelineRows(messages, [entry], "ada", 0);
  expect(rows.map(({ kind }) => kind)).toEqual(["day", "message", "unsent"]);
  expect(rows.at(-1)).toMatchObject({ head: false });
});

it("keeps the key of a message when it gets its seq", () => {
  const entry: Unsent = { command: { type: "send", id: "x", text: "hi" }, at: noon, delivery: { kind: "sent" } };
  const [, before] = timelineRows([], [entry], "ada", 0);
  const [, after] = timelineRows([message(1, { id: "x", author: ada, at: noon })], [], "ada", 0);
  expect(before?.key).toBe(after?.key);
});
