import { computed } from "@preact/signals";
import { Names } from "./markdown/names.ts";
import type { RoomState } from "./room-state.ts";

/**
 * Who can be mentioned in a room: everyone who was seen online or has written what is held, as long as the page lives, so
 * that a mention stays one when its person leaves.
 */
export class Acquaintances {
  readonly names = new Names();
  /** How many names are known. Reading it is being told of new ones, and of nothing else. */
  readonly count = computed(() => {
    if (this.#state.you.value) this.names.add(this.#state.you.value.name);
    for (const { name } of this.#state.online.value) this.names.add(name);
    for (const { author } of this.#state.transcript.messages.value) this.names.add(author.name);
    return this.names.size;
  });
  readonly #state: RoomState;

  constructor(state: RoomState) {
    this.#state = state;
  }
}
