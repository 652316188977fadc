import { signal } from "@preact/signals";
import type { RoomSummary, User } from "../protocol/model.ts";
import type { Api } from "./api.ts";

/** What a search has to know of the rest of the client. All but the first two are read as signals. */
export interface SearchContext {
  api: Pick<Api, "search" | "history">;
  /** Id of the user who is signed in. */
  you: string;
  /** Id of the open room, which is searched unless another is named. */
  openRoom(): string | null;
  rooms(): readonly RoomSummary[];
  /** Who can be told by name. */
  people(): readonly User[];
}

/** The line in which somebody writes what to search for. What understands it, and searches, is loaded only when it is opened. */
export class SearchLine {
  /** Words, and filters as `in:`, `from:`, `after:`, `before:`. */
  readonly text = signal("");
  /** True while what was found is shown, or what can be asked for. */
  readonly isOpen = signal(false);
  /** How often somebody has called for it: each time the line takes the focus. */
  readonly calls = signal(0);
  /** How often somebody has asked for what it says. */
  readonly orders = signal(0);
  readonly context: SearchContext;

  constructor(context: SearchContext) {
    this.context = context;
  }

  /** Opens it, wherever the focus is. */
  call(): void {
    if (this.context.openRoom() === null) return;
    this.isOpen.value = true;
    this.calls.value++;
  }

  /** Has what it says searched for. */
  order(): void {
    this.isOpen.value = true;
    this.orders.value++;
  }
}
