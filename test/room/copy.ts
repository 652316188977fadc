import type { ServerEvent } from "../../src/protocol/events.ts";
import type { Message } from "../../src/protocol/model.ts";
import type { Seen } from "./people.ts";

/** What a simple client holds of a room: it upserts messages by seq and ignores a lower rev than the one it holds. */
export class Copy {
  #messages = new Map<number, Message>();
  #epoch = "";
  #seq = 0;
  #rev = 0;
  /** Rev of the welcome that is being caught up with: it is only reached at `ready`. */
  #promised = 0;

  /** Applies a frame of the server, wholly. */
  apply(frame: string): void {
    for (const event of JSON.parse(frame) as ServerEvent[]) {
      if (event.type === "welcome") {
        if (!event.resumed) [this.#messages, this.#seq, this.#rev] = [new Map(), 0, 0];
        this.#epoch = event.epoch;
        this.#promised = event.rev;
      } else if (event.type === "ready") {
        this.#rev = Math.max(this.#rev, this.#promised);
      } else if (event.type === "message") {
        const { type: _type, ack: _ack, ...message } = event;
        this.#seq = Math.max(this.#seq, message.seq);
        this.#rev = Math.max(this.#rev, message.rev ?? 0);
        const held = this.#messages.get(message.seq)?.rev ?? 0;
        if ((message.rev ?? 0) >= held) this.#messages.set(message.seq, message);
      }
    }
  }

  /** Where this copy would be resumed from. */
  get seen(): Seen {
    return { epoch: this.#epoch, seq: this.#seq, rev: this.#rev };
  }

  /** The messages held, ascending by seq. */
  get messages(): Message[] {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  /** The same copy, held by somebody else. */
  clone(): Copy {
    const copy = new Copy();
    copy.#messages = new Map(this.#messages);
    [copy.#epoch, copy.#seq, copy.#rev] = [this.#epoch, this.#seq, this.#rev];
    return copy;
  }
}
