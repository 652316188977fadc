import { expect, it } from "vitest";
import { MessageLog } from "../../src/client/message-log.ts";
import { message } from "./events.ts";

it("a page of history is not what makes a message the newest: only the room says that, and then it is not stale", () => {
  const log = new MessageLog();
  log.upsert(message(1));
  log.merge([message(1), message(2, { text: "changed since", rev: 3 })]);
  expect([log.last, log.to]).toEqual([1, 1]);
  expect(log.upsert(message(2))).toBe("added");
  expect(log.upsert(message(2, { text: "changed since", rev: 3 }))).toBe("changed");
  expect(log.list().map(({ text }) => text)).toEqual(["text 1", "changed since"]);
});
