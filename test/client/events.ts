import type { MessageEvent, WelcomeEvent } from "../../src/protocol/events.ts";
import type { Person, User } from "../../src/protocol/model.ts";

export const ada: User = { id: "ada", name: "Ada", guest: true };
export const bo: User = { id: "bo", name: "Bo", guest: true };

export function person(user: User, status: Person["status"] = "active"): Person {
  return { ...user, status, since: 0 };
}

/** A welcome to Ada, on a first visit unless `changes` says otherwise. */
export function welcome(changes: Partial<WelcomeEvent> = {}): WelcomeEvent {
  return {
    type: "welcome",
    protocol: 1,
    you: ada,
    connection: "c1",
    room: { id: "wood", name: "Wood", topic: "" },
    epoch: "e1",
    seq: 0,
    rev: 0,
    resumed: false,
    online: [person(ada)],
    count: 1,
    read: 0,
    moderator: false,
    ...changes,
  };
}

/** Message number `seq`, from Bo unless `changes` says otherwise. */
export function message(seq: number, changes: Partial<MessageEvent> = {}): MessageEvent {
  return { type: "message", seq, id: `m${seq}`, author: bo, text: `text ${seq}`, at: seq * 1_000, ...changes };
}

export const ready = { type: "ready" } as const;
