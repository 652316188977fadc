import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { User } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { Settings, YouMenu } from "./later.tsx";

/** This person, how others see them, and the way to what they can change. */
export function YouCard({ you }: { you: User }) {
  const { own } = useClient();
  const names = words.value.you;
  const menu = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  /** What of the settings is being changed, if anything. */
  const changing = useSignal<"name" | "anything" | null>(null);
  if (!own.value) return null;
  const { status } = own.value;
  const standing = status.standing.value;
  return (
    <section class="you" aria-label={names.label}>
      <button type="button" class="you-button" popovertarget="you-menu" aria-haspopup="dialog">
        <Avatar user={you} />
        <span class="you-words">
          <span class="you-name" dir="auto">
            {you.name}
          </span>{" "}
          <span class={`you-standing ${standing}`}>{names.standings[standing]}</span>
        </span>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={names.settings}
        title={names.settings}
        aria-haspopup="dialog"
        onClick={() => (changing.value = "anything")}
      >
        <Icon name="settings" />
      </button>
      <div
        class="card you-menu"
        id="you-menu"
        ref={menu}
        popover="auto"
        role="dialog"
        aria-label={names.menu}
        onToggle={(event) => (isOpen.value = event.newState === "open")}
      >
        {isOpen.value && (
          <YouMenu
            status={status}
            onClose={() => menu.current?.hidePopover()}
            onRename={() => {
              menu.current?.hidePopover();
              changing.value = "name";
            }}
          />
        )}
      </div>
      {changing.value && <Settings you={you} begins={changing.value} onClose={() => (changing.value = null)} />}
    </section>
  );
}
