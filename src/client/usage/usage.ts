import { signal } from "@preact/signals";
import type { Time } from "../../protocol/model.ts";
import type { UsageReport } from "../../protocol/usage.ts";
import { problem } from "../api.ts";
import { spentUntil } from "../spent.ts";
import type { KeyValueStorage } from "../surroundings.ts";

const KEY = "dormouse:operator-token";

export type UsageState =
  /** The operator's token is not known; `refused` if one was given that is not it. */
  | { kind: "locked"; refused: boolean }
  | { kind: "loading" }
  | { kind: "shown"; report: UsageReport }
  /** `until` if the day's quota is spent, of which the figures are a part. */
  | { kind: "failed"; reason: "unreachable" | "no_operator" | "spent"; until: Time | null };

/** What is used of the free tier, for whoever holds the operator's token. The token stays in this tab, and only while it is open. */
export class UsagePage {
  readonly state = signal<UsageState>({ kind: "loading" });

  readonly #request: typeof fetch;
  readonly #storage: Pick<KeyValueStorage, "getItem" | "setItem" | "removeItem">;

  /** @param storage that of the tab, `sessionStorage` */
  constructor(request: typeof fetch, storage: Pick<KeyValueStorage, "getItem" | "setItem" | "removeItem">) {
    this.#request = request;
    this.#storage = storage;
  }

  async unlock(token: string): Promise<void> {
    this.#storage.setItem(KEY, token.trim());
    await this.refresh();
  }

  /** Forgets the token. */
  lock(): void {
    this.#storage.removeItem(KEY);
    this.state.value = { kind: "locked", refused: false };
  }

  /** Asks for the figures as they are now. */
  async refresh(): Promise<void> {
    const token = this.#storage.getItem(KEY);
    if (token === null || token === "") return this.lock();
    // What is shown already stays until there is something newer.
    if (this.state.peek().kind !== "shown") this.state.value = { kind: "loading" };
    try {
      const response = await this.#request("/api/usage", { headers: { authorization: `Bearer ${token}` } });
      if (response.ok) this.state.value = { kind: "shown", report: (await response.json()) as UsageReport };
      else if (response.status === 401) {
        this.lock();
        this.state.value = { kind: "locked", refused: true };
      } else if (response.status === 404) this.state.value = { kind: "failed", reason: "no_operator", until: null };
      else this.#fail(await problem(response));
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const until = spentUntil(error, Date.now());
    this.state.value = { kind: "failed", reason: until === null ? "unreachable" : "spent", until };
  }
}
