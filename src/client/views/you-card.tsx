import { useSignal } from "@preact/signals";
import type { User } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { Settings } from "./settings.tsx";

/** This person, and the way to what they can change. */
export function YouCard({ you }: { you: User }) {
  const { session } = useClient();
  const names = words.value.you;
  const changing = useSignal(false);
  return (
    <section class="you" aria-label={names.label}>
      <Avatar user={you} />
      <div class="you-words">
        <p class="you-name" dir="auto">
          {you.name}
        </p>
        {!session.visible.value && <p class="hint">{names.unseen}</p>}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={names.settings}
        title={names.settings}
        aria-haspopup="dialog"
        onClick={() => (changing.value = true)}
      >
        <Icon name="settings" />
      </button>
      {changing.value && <Settings you={you} onClose={() => (changing.value = false)} />}
    </section>
  );
}
