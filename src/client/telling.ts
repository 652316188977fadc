import { effect } from "@preact/signals";
import type { SavingEvent } from "../protocol/events.ts";
import type { ClientFrame } from "../protocol/frames.ts";
import type { Status } from "../protocol/model.ts";
import { ReadMarker } from "./read-marker.ts";
import { Savings } from "./savings.ts";
import type { Cancel, Clock } from "./surroundings.ts";
import { TypingNotice } from "./typing.ts";

interface TellingOptions {
  clock: Clock;
  /** Whether someone is at this browser; read as a signal. */
  status: () => Status;
  /** @returns false if there is no connection */
  send: (frame: ClientFrame) => boolean;
}

/** What a room is told of this person without their asking for it, as long as it does not do without. */
export class Telling {
  readonly #status: () => Status;
  readonly #send: (frame: ClientFrame) => boolean;
  readonly #savings: Savings;
  readonly #typing: TypingNotice;
  readonly #marker: ReadMarker;
  #stopStatus: Cancel = () => {};

  constructor({ clock, status, send }: TellingOptions) {
    this.#status = status;
    this.#send = send;
    this.#savings = new Savings(clock, () => this.#marker.connected());
    this.#typing = new TypingNotice(clock, () => send({ type: "typing" }));
    this.#marker = new ReadMarker(clock, (seq) => {
      if (this.#savings.may("read")) send({ type: "read", seq });
    });
  }

  typed(): void {
    if (this.#savings.may("typing")) this.#typing.typed();
  }

  /** Everything up to this message has been read. */
  read(seq: number): void {
    this.#marker.read(seq);
  }

  /** Nobody sees the page any more, or the room is left. */
  flush(): void {
    this.#marker.flush();
  }

  /** The room says what it does without. */
  heard(event: SavingEvent): void {
    this.#savings.heard(event);
  }

  connected(): void {
    this.#marker.connected();
    // A connection begins as active; from then on the room is told of changes only.
    let told: Status = "active";
    this.#stopStatus = effect(() => {
      const status = this.#status();
      if (status !== told && this.#savings.may("presence") && this.#send({ type: "status", status })) told = status;
    });
  }

  disconnected(): void {
    this.#stopStatus();
    this.#savings.forget();
  }
}
