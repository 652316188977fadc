import type { Message, Time } from "../protocol/model.ts";
import type { Watermark } from "./archive-batch.ts";
import type { Commands } from "./commands.ts";
import type { RoomStorage } from "./storage.ts";

/** UTF-16 code units of the messages that are handed out as not archived; a call can carry 32 MiB. */
const MESSAGES_LENGTH = 8_000_000;
/** Messages read at a time to find them. */
const PAGE = 500;

/** What D1 does not have yet: all that comes after the watermark, which moves on when D1 has confirmed a batch. */
export class Backlog {
  #mark: Watermark;
  #oldestAt: Time | null = null;

  /** @param commands the conversation; asked for each time, because it is opened anew after a failed write */
  constructor(
    private readonly storage: Pick<RoomStorage, "kv">,
    private readonly commands: () => Commands,
  ) {
    this.#mark = storage.kv.get<Watermark>("archive") ?? { seq: 0, change: 0, version: 0 };
    this.#lookAtOldest();
  }

  /** How far D1 has got. */
  get mark(): Readonly<Watermark> {
    return this.#mark;
  }

  /** How many messages and changes. */
  get size(): number {
    const { messages, changes } = this.commands();
    const { seq, change, rebuilt } = this.#mark;
    return messages.seq - seq + changes.count - change + (rebuilt === undefined ? 0 : seq - rebuilt);
  }

  /** Since when the oldest of it waits; null if there was nothing when it was last looked at. */
  get oldestAt(): Time | null {
    return this.#oldestAt;
  }

  /** Something was posted or changed. */
  grow(now: Time): void {
    this.#oldestAt ??= now;
  }

  /**
   * Every message that D1 does not hold in its current state, ascending by seq; the last of them, if D1 has not answered
   * for so long that they are too much to hand out.
   */
  get messages(): Message[] {
    const { messages, changes } = this.commands();
    const archived = this.#mark.rebuilt ?? this.#mark.seq;
    let length = 0;
    let from = messages.seq + 1;
    let fresh: Message[] = [];
    while (from > archived + 1 && length < MESSAGES_LENGTH) {
      const first = Math.max(archived + 1, from - PAGE);
      const page = messages.range(first, from - 1);
      length += JSON.stringify(page).length;
      from = first;
      fresh = [...page, ...fresh];
    }
    const changed = changes.after(this.#mark.change).filter(({ seq, effect }) => seq <= archived && effect !== "none");
    return [...messages.pick(changed.map(({ seq }) => seq)), ...fresh];
  }

  /** From now on it is the whole conversation again. */
  restart(): void {
    this.#save({ ...this.#mark, rebuilt: 0 });
  }

  /** The next batch is numbered higher than `version`. */
  numberFrom(version: number): void {
    this.#mark.version = version;
  }

  /** D1 has got as far as `mark`, from what it had `before`. */
  confirm(before: Readonly<Watermark>, mark: Watermark): void {
    // A rebuild that was asked for meanwhile starts from its beginning.
    const reached = this.#mark === before ? mark : { ...mark, rebuilt: 0 };
    if (this.isMovedBy(reached)) this.#save(reached);
    else this.#mark = reached;
    this.#lookAtOldest();
  }

  /** A batch that only tells whether the room is awake, or what it has used, does not move the mark and is not worth a row. */
  isMovedBy(mark: Watermark): boolean {
    const { seq, change, rebuilt } = this.#mark;
    return mark.seq !== seq || mark.change !== change || mark.rebuilt !== rebuilt;
  }

  #save(mark: Watermark): void {
    this.#mark = mark;
    this.storage.kv.put("archive", mark);
  }

  #lookAtOldest(): void {
    const { messages, changes } = this.commands();
    const { seq, change } = this.#mark;
    const times = [messages.get(seq + 1)?.at, changes.after(change, change + 1)[0]?.at].filter(
      (at) => at !== undefined,
    );
    this.#oldestAt = times.length === 0 ? null : Math.min(...times);
  }
}
