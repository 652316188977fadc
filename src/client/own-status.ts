import { computed, type ReadonlySignal } from "@preact/signals";
import type { Away } from "./away.ts";
import type { Session } from "./session.ts";

/** How someone wants to be seen: as they are, as away whatever they do, or not at all. */
export const STANDINGS = ["active", "away", "invisible"] as const;
export type Standing = (typeof STANDINGS)[number];

/** How this person wants to be seen by others. */
export class OwnStatus {
  readonly standing: ReadonlySignal<Standing>;

  readonly #session: Session;
  readonly #away: Away;

  constructor(session: Session, away: Away) {
    this.#session = session;
    this.#away = away;
    this.standing = computed(() => (!session.visible.value ? "invisible" : away.on.value ? "away" : "active"));
  }

  /** Resolves when it holds. @throws ApiError */
  async choose(standing: Standing): Promise<void> {
    const visible = standing !== "invisible";
    // Before others see this person again, so that they see them only as they want to be seen.
    if (visible && this.#away.on.peek() !== (standing === "away")) this.#away.toggle();
    if (this.#session.visible.peek() !== visible) await this.#session.change({ visible });
  }
}
