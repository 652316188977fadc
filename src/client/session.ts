import { batch, signal } from "@preact/signals";
import type { Time, User } from "../protocol/model.ts";
import type { Api, Me, SessionChanges } from "./api.ts";
import { forgetPeople } from "./forget.ts";
import { REMEMBERED, remember, remembered } from "./remembered.ts";
import { spentUntil } from "./spent.ts";
import type { Memory } from "./surroundings.ts";

export type SessionState =
  | { kind: "unknown" }
  /** The server could not be asked; if the day's quota is spent, not before `until`. */
  | { kind: "unreachable"; until: Time | null }
  /** `ended` if there was a session and it is over, so that the page can say so. */
  | { kind: "signed_out"; ended: boolean }
  | { kind: "signed_in"; user: User };

/**
 * Who is using this browser. The proof of it is a cookie that no script can read. Who it was last is remembered, so that the page
 * opens at once and also while the server cannot be asked; what the server says then counts.
 */
export class Session {
  readonly state = signal<SessionState>({ kind: "unknown" });
  /** False if this person asked not to be shown online. */
  readonly visible = signal(true);

  /** True until the server has said who we are, or could not be asked. */
  readonly isAsking = signal(false);

  readonly #api: Api;
  readonly #memory: Memory;
  readonly #now: () => Time;
  /** False while we only remember who is signed in. */
  #isConfirmed = false;
  #signingOut = false;

  /** @param now the time by this device's clock */
  constructor(api: Api, memory: Memory, now: () => Time) {
    this.#api = api;
    this.#memory = memory;
    this.#now = now;
    memory.onStored(REMEMBERED, () => this.#changedElsewhere());
  }

  /** Begins as whoever was here last, and asks the server who we are. */
  async begin(): Promise<void> {
    const last = remembered(this.#memory.storage);
    if (last) this.#is(last);
    await this.#ask();
  }

  /** Asks the server, if it could not be reached before. */
  async confirm(): Promise<void> {
    if (this.state.peek().kind === "signed_in" && !this.#isConfirmed) await this.#ask();
  }

  async signIn(name: string): Promise<void> {
    this.#keep(await this.#api.signIn(name));
  }

  async change(changes: SessionChanges): Promise<void> {
    this.#keep(await this.#api.change(changes));
  }

  /** Ends the session, here and in the other tabs, and forgets all that this device keeps of this person. */
  async signOut(): Promise<void> {
    this.#signingOut = true;
    try {
      await this.#api.signOut();
      await this.#over(false);
    } finally {
      this.#signingOut = false;
    }
  }

  /** A room says that this session is over, or is somebody else's by now, as after signing in anew in another tab. */
  async changed(): Promise<void> {
    // The rooms hear of signing out before this page does.
    if (this.#signingOut || this.state.peek().kind !== "signed_in") return;
    const me = await this.#api.session().catch(() => null);
    if (me) this.#keep(me);
    else await this.#over(true);
  }

  async #ask(): Promise<void> {
    if (this.isAsking.peek()) return;
    const wasHere = this.state.peek().kind === "signed_in";
    this.isAsking.value = true;
    try {
      const me = await this.#api.session();
      if (me) this.#keep(me);
      else await this.#over(wasHere);
    } catch (error) {
      if (!wasHere) this.state.value = { kind: "unreachable", until: spentUntil(error, this.#now()) };
    } finally {
      this.isAsking.value = false;
    }
  }

  /** Another tab has asked the server already. */
  #changedElsewhere(): void {
    const me = remembered(this.#memory.storage);
    if (me) this.#is(me);
    else if (this.state.peek().kind === "signed_in") void this.#over(true);
  }

  /** The server says who we are. */
  #keep(me: Me): void {
    this.#isConfirmed = true;
    remember(this.#memory.storage, me);
    this.#is(me);
    void forgetPeople(this.#memory, me.user.id);
  }

  #is({ user, visible }: Me): void {
    batch(() => {
      this.state.value = { kind: "signed_in", user };
      this.visible.value = visible ?? true;
    });
  }

  /** The rooms are left before anything is forgotten, so that nothing is kept afterwards. */
  async #over(ended: boolean): Promise<void> {
    this.#isConfirmed = false;
    this.state.value = { kind: "signed_out", ended };
    remember(this.#memory.storage, null);
    await forgetPeople(this.#memory);
  }
}
