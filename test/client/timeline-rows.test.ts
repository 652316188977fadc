import { expect, it } from "vitest";
import type { Unsent } from "../../src/client/pending-changes.ts";
import { type Shown, timelineRows } from "../../src/client/timeline-rows.ts";
import { ada, bo, message } from "./events.ts";

const noon = new Date(2026, 10, 3, 12).getTime();
const MINUTE = 60_000;

/** The rows in short: `d` a day, `n` the mark of what is new, `+` the head of a group, `.` a message within one. */
function drawn(messages: Shown["messages"], more: Partial<Shown> = {}) {
  const letters = { day: () => "d", new: () => "n", message: head, unsent: head };
  return rows(messages, more)
    .map((row) => letters[row.kind](row))
    .join("");
}
const rows = (messages: Shown["messages"], more: Partial<Shown> = {}) =>
  timelineRows({ messages, hasBefore: false, unsent: [], you: "ada", newAfter: null, ...more });
const head = (row: object) => ("head" in row && row.head ? "+" : ".");

it("groups what one author says within five minutes", () => {
  const messages = [
    message(1, { at: noon }),
    message(2, { at: noon + 5 * MINUTE }),
    message(3, { at: noon + 10 * MINUTE + 1 }),
    message(4, { at: noon + 10 * MINUTE + 2, author: ada }),
  ];
  expect(drawn(messages)).toBe("d+.++");
});

it("starts a group with an answer and on a new day", () => {
  const midnight = new Date(2026, 10, 4).getTime();
  const messages = [
    message(1, { at: midnight - 2 }),
    message(2, { at: midnight - 1, replyTo: 1 }),
    message(3, { at: midnight }),
  ];
  expect(drawn(messages)).toBe("d++d+");
});

it("marks what is new since the last visit, unless it is the reader's own", () => {
  const messages = [1, 2, 3, 4].map((seq) => message(seq, { at: noon }));
  expect(drawn(messages, { newAfter: 2 })).toBe("d+.n+.");
  expect(drawn(messages)).toBe("d+...");
  expect(drawn(messages, { newAfter: 0 })).toBe("dn+...");
  expect(drawn(messages, { newAfter: 4 })).toBe("d+...");
  expect(drawn(messages, { newAfter: 2, you: "bo" })).toBe("d+...");
  const answered = [messages[0]!, message(2, { at: noon, author: ada }), messages[2]!];
  expect(drawn(answered, { newAfter: 1 })).toBe("d++n+");
});

it("is not changed by what is loaded before it or let go of", () => {
  const midnight = new Date(2026, 10, 4).getTime();
  const messages = Array.from({ length: 60 }, (_, index) =>
    message(index + 1, { at: midnight + (index - 30) * 4 * MINUTE, author: index % 5 < 3 ? ada : bo }),
  );
  const whole = rows(messages, { newAfter: 43 });
  for (let first = 1; first < messages.length; first++) {
    const part = rows(messages.slice(first), { newAfter: 43, hasBefore: true });
    expect(part).toEqual(part.length === 0 ? [] : whole.slice(-part.length));
    expect(part.filter(({ kind }) => kind === "message")).toHaveLength(messages.length - first - 1);
  }
});

it("puts what is on its way below everything, even with a clock that is behind", () => {
  const entry: Unsent = {
    command: { type: "send", id: "x", text: "hi" },
    at: noon - 60 * MINUTE,
    delivery: { kind: "sent" },
  };
  const messages = [message(1, { at: noon, author: ada })];
  const all = rows(messages, { unsent: [entry] });
  expect(all.map(({ kind }) => kind)).toEqual(["day", "message", "unsent"]);
  expect(all.at(-1)).toMatchObject({ head: false });
});

it("keeps the key of a message when it gets its seq", () => {
  const entry: Unsent = { command: { type: "send", id: "x", text: "hi" }, at: noon, delivery: { kind: "sent" } };
  const [, before] = rows([], { unsent: [entry] });
  const [, after] = rows([message(1, { id: "x", author: ada, at: noon })]);
  expect(before?.key).toBe(after?.key);
});
