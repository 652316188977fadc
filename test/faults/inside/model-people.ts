import type { Person, Status, User } from "../../../src/protocol/model.ts";

/** A person without a connection is shown for so long, and a connection is kept so long without a sign of life. */
const GRACE_MS = 10_000;
const DEAD_AFTER_MS = 300_000;
/** Connections end on the half minute. */
const lookAt = (time: number) => 30_000 * Math.ceil(time / 30_000);
const IDLE_AFTER_MS = 1_800_000;
const TYPING_EVERY_MS = 3_000;

/** One connection, as far as others can tell. */
interface Line {
  who: string;
  tab: string;
  status: Status;
  activeAt: number;
  typedAt: number;
}

/** Who is connected, who is shown as online, and how far each has read (docs/protocol.md, section 4). */
export class ModelPeople {
  readonly #profiles = new Map<string, { user: User; visible: boolean }>();
  readonly #lines = new Map<string, Line>();
  readonly #shown = new Map<string, Person>();
  /** As people were shown when they came, or got their name: what survives if no connection does. */
  readonly #noted = new Map<string, Person>();
  readonly #leftAt = new Map<string, number>();
  /** How far people have read: said on their connections, and kept when they left. */
  readonly #said = new Map<string, number>();
  readonly #kept = new Map<string, number>();

  profile(who: string): { user: User; visible: boolean } {
    const known = this.#profiles.get(who) ?? { user: { id: who, name: who, guest: true }, visible: true };
    this.#profiles.set(who, known);
    return known;
  }

  /** Who is shown as online, by id. */
  get online(): Person[] {
    return [...this.#shown.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Keys of the open connections. */
  get open(): string[] {
    return [...this.#lines.keys()];
  }

  /** Keys of the open connections of one person, but for one. */
  others(who: string, key?: string): string[] {
    return [...this.#lines].filter(([other, line]) => line.who === who && other !== key).map(([other]) => other);
  }

  isOpen(key: string): boolean {
    return this.#lines.has(key);
  }

  /** Opens a connection; returns the key of the one of the same tab that gives way. */
  connect(key: string, who: string, tab: string, now: number): string | undefined {
    const [older] = [...this.#lines].find(([, line]) => line.who === who && line.tab === tab) ?? [];
    if (this.others(who).length === 0) this.#said.set(who, this.#kept.get(who) ?? 0);
    if (older !== undefined) this.#lines.delete(older);
    this.#lines.set(key, { who, tab, status: "active", activeAt: now, typedAt: Number.NEGATIVE_INFINITY });
    this.#show(who, now);
    return older;
  }

  /** A connection ends. Whoever has no other one is shown for a while, or gone at once. */
  disconnect(key: string, how: "lost" | "ended", now: number): void {
    const line = this.#lines.get(key);
    if (!line) return;
    this.#lines.delete(key);
    if (this.others(line.who).length > 0) {
      this.#show(line.who, now);
      return;
    }
    this.#kept.set(line.who, Math.max(this.#said.get(line.who) ?? 0, this.#kept.get(line.who) ?? 0));
    if (how === "ended") this.#hide(line.who);
    else if (this.#shown.has(line.who)) this.#leftAt.set(line.who, now);
  }

  /** The room's machine fails: all connections are gone, with what was said of reading since people came. */
  crash(now: number): void {
    this.#lines.clear();
    for (const who of this.#shown.keys()) this.#leftAt.set(who, now);
    this.#forgetStatuses();
  }

  /** The room has slept. If nobody was connected, it does not know when people left, and gives them time from now. */
  slept(now: number): void {
    if (this.#lines.size > 0) return;
    for (const who of this.#leftAt.keys()) this.#leftAt.set(who, now);
    this.#forgetStatuses();
  }

  /** Time has passed, and alarms have gone off: says which connections are over, with which code. */
  tick(now: number): { key: string; code: number }[] {
    const over: { key: string; code: number }[] = [];
    for (const [key, { activeAt }] of this.#lines) {
      if (now >= lookAt(activeAt + IDLE_AFTER_MS)) over.push({ key, code: 4009 });
      else if (now >= lookAt(activeAt + DEAD_AFTER_MS)) over.push({ key, code: 1001 });
    }
    for (const { key } of over) this.disconnect(key, "ended", now);
    for (const [who, leftAt] of this.#leftAt) if (now - leftAt >= GRACE_MS) this.#hide(who);
    return over;
  }

  /** Frames have come over these connections. */
  heard(keys: string[], now: number): void {
    for (const key of keys) this.#lines.get(key)!.activeAt = now;
  }

  setStatus(key: string, status: Status, now: number): void {
    const line = this.#lines.get(key)!;
    line.status = status;
    this.#show(line.who, now);
  }

  /** Whether others are told that this connection types. */
  type(key: string, now: number): boolean {
    const line = this.#lines.get(key)!;
    if (!this.profile(line.who).visible || Math.abs(now - line.typedAt) < TYPING_EVERY_MS) return false;
    line.typedAt = now;
    return true;
  }

  read(who: string): number {
    const isHere = this.others(who).length > 0;
    return (isHere ? this.#said : this.#kept).get(who) ?? 0;
  }

  /** Somebody has read so far; says whether their other connections hear of it. */
  setRead(who: string, seq: number): boolean {
    if (seq <= this.read(who)) return false;
    this.#said.set(who, seq);
    return true;
  }

  update(who: string, change: { name?: string; visible?: boolean }, now: number): void {
    const profile = this.profile(who);
    if (change.name !== undefined) profile.user = { ...profile.user, name: change.name };
    if (change.visible !== undefined) profile.visible = change.visible;
    if (profile.visible) this.#show(who, now);
    else this.#hide(who);
  }

  #show(who: string, now: number): void {
    const { user, visible } = this.profile(who);
    const lines = [...this.#lines.values()].filter((line) => line.who === who);
    if (!visible || lines.length === 0) return;
    this.#leftAt.delete(who);
    const status = lines.some((line) => line.status === "active") ? "active" : "away";
    const known = this.#shown.get(who);
    const person = { ...user, status, since: known?.status === status ? known.since : now } as const;
    this.#shown.set(who, person);
    if (this.#noted.get(who)?.name !== user.name) this.#noted.set(who, person);
  }

  /** Nobody is left who could keep them. */
  #forgetStatuses(): void {
    for (const who of this.#shown.keys()) this.#shown.set(who, this.#noted.get(who)!);
  }

  #hide(who: string): void {
    this.#leftAt.delete(who);
    this.#shown.delete(who);
    this.#noted.delete(who);
  }
}
