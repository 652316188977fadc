import { batch, signal } from "@preact/signals";
import type { Time, User } from "../protocol/model.ts";
import type { Api, Me, SessionChanges } from "./api.ts";
import { spentUntil } from "./spent.ts";
import type { KeyValueStorage } from "./surroundings.ts";

export type SessionState =
  | { kind: "unknown" }
  /** The server could not be asked; if the day's quota is spent, not before `until`. */
  | { kind: "unreachable"; until: Time | null }
  /** `ended` if there was a session and it is over, so that the page can say so. */
  | { kind: "signed_out"; ended: boolean }
  | { kind: "signed_in"; user: User };

/** Who is using this browser. The proof of it is a cookie that no script can read. */
export class Session {
  readonly state = signal<SessionState>({ kind: "unknown" });
  /** False if this person asked not to be shown online. */
  readonly visible = signal(true);

  readonly #api: Api;
  readonly #storage: KeyValueStorage;
  readonly #now: () => Time;
  #signingOut = false;

  /** @param now the time by this device's clock */
  constructor(api: Api, storage: KeyValueStorage, now: () => Time) {
    this.#api = api;
    this.#storage = storage;
    this.#now = now;
  }

  /** Asks the server who we are. */
  async begin(): Promise<void> {
    try {
      const me = await this.#api.session();
      if (me) this.#is(me);
      else this.state.value = { kind: "signed_out", ended: false };
    } catch (error) {
      this.state.value = { kind: "unreachable", until: spentUntil(error, this.#now()) };
    }
  }

  async signIn(name: string): Promise<void> {
    this.#is(await this.#api.signIn(name));
  }

  async change(changes: SessionChanges): Promise<void> {
    this.#is(await this.#api.change(changes));
  }

  /** Ends the session, and forgets what this person wrote on this device and did not send. */
  async signOut(): Promise<void> {
    this.#signingOut = true;
    try {
      await this.#api.signOut();
      this.#forgetWriting();
      this.#over(false);
    } finally {
      this.#signingOut = false;
    }
  }

  /** A room says that this session is over, or is somebody else's by now, as after signing in anew in another tab. */
  async changed(): Promise<void> {
    // The rooms hear of signing out before this page does.
    if (this.#signingOut || this.state.peek().kind !== "signed_in") return;
    const me = await this.#api.session().catch(() => null);
    if (me) this.#is(me);
    else this.#over(true);
  }

  #is({ user, visible }: Me): void {
    batch(() => {
      this.state.value = { kind: "signed_in", user };
      this.visible.value = visible ?? true;
    });
  }

  #over(ended: boolean): void {
    this.state.value = { kind: "signed_out", ended };
  }

  #forgetWriting(): void {
    const state = this.state.peek();
    if (state.kind !== "signed_in") return;
    const prefix = `dormouse:${state.user.id}:`;
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
    for (const key of keys) if (key?.startsWith(prefix)) this.#storage.removeItem(key);
  }
}
