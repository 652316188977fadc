import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ROOM_NAME_LIMIT } from "../../protocol/limits.ts";
import type { RoomSummary } from "../../protocol/model.ts";
import { isNamed, rankRooms } from "../ranking.ts";
import type { Rooms } from "../rooms.ts";
import { isolated } from "../words/isolated.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { directionOf } from "./direction-of.ts";
import { Icon } from "./icons.tsx";
import { Sentence } from "./sentence.tsx";
import { useSubmission } from "./submission.ts";
import { touch } from "./touch.ts";
import { useModal } from "./use-modal.ts";

/** Rooms offered at once; whoever has more types a letter further. */
const SHOWN = 50;

type Option = { kind: "room"; key: string; room: RoomSummary } | { kind: "create"; key: "CREATE"; name: string };

/** Asks by a few letters which room to go to. */
export function Switcher({ rooms, onClose }: { rooms: Rooms; onClose: () => void }) {
  const client = useClient();
  const dialog = useModal();
  const query = useSignal("");
  const chosenKey = useSignal<string | null>(null);
  const options = useComputed(() => optionsFor(query.value, rooms));
  // By key, because a message somewhere may change the order meanwhile.
  const chosen = Math.max(
    0,
    options.value.findIndex(({ key }) => key === chosenKey.value),
  );
  const { refusal, submit } = useSubmission();
  const { switcher } = laterWords.value;
  const label = words.value.rooms.go;
  useEffect(() => void rooms.refresh(), []);
  useEffect(() => {
    document.getElementById(optionId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen, query.value]);

  const go = (id: string) => {
    dialog.current?.close();
    // A keyboard that comes up would cover what one has come to read.
    if (touch.matches) client.route.go({ kind: "room", id });
    else client.visit(id);
  };
  const take = (option: Option | undefined) => {
    if (option?.kind === "room") go(option.room.id);
    else if (option) void submit(async () => go(await rooms.create(option.name, "")));
  };
  const move = (step: 1 | -1) => {
    const { length } = options.value;
    chosenKey.value = options.value[(chosen + step + length) % length]?.key ?? null;
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") take(options.value[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog class="dialog switcher" ref={dialog} aria-label={label} onClose={onClose}>
      <input
        class="switcher-field"
        role="combobox"
        aria-label={label}
        aria-expanded={options.value.length > 0}
        aria-controls="switcher-options"
        aria-autocomplete="list"
        aria-activedescendant={options.value.length > 0 ? optionId(chosen) : undefined}
        placeholder={switcher.placeholder}
        maxLength={ROOM_NAME_LIMIT}
        autocomplete="off"
        autofocus
        enterkeyhint="go"
        dir={directionOf(query.value)}
        value={query.value}
        onKeyDown={pressed}
        onInput={(event) => {
          query.value = event.currentTarget.value;
          chosenKey.value = null;
        }}
      />
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
      {options.value.length > 0 ? (
        <div class="switcher-options" id="switcher-options" role="listbox" aria-label={switcher.rooms}>
          {options.value.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
            <div
              key={option.key}
              class="switcher-option"
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onPointerMove={() => {
                chosenKey.value = option.key;
              }}
              onClick={() => take(option)}
            >
              <OptionWords option={option} />
            </div>
          ))}
        </div>
      ) : (
        rooms.list.value && <p class="hint">{switcher.none}</p>
      )}
    </dialog>
  );
}

function OptionWords({ option }: { option: Option }) {
  if (option.kind === "create") {
    return (
      <>
        <Icon name="plus" />
        <span>
          <Sentence text={laterWords.value.switcher.create(isolated(option.name))} />
        </span>
      </>
    );
  }
  return (
    <span class="switcher-name" dir="auto">
      {option.room.name}
    </span>
  );
}

function optionsFor(query: string, rooms: Rooms): Option[] {
  const all = rooms.shown.value;
  const unread = new Map(all.map((room) => [room.id, room.unread]));
  const favour = { visited: rooms.recent, unread: (id: string) => unread.get(id) ?? 0 };
  const ranked = rankRooms(query, all, favour).slice(0, SHOWN);
  const options: Option[] = ranked.map((room) => ({ kind: "room", key: room.id, room }));
  const name = query.trim();
  // Ids have no capitals, so this key is none of theirs.
  if (name !== "" && !all.some((room) => isNamed(name, room))) options.push({ kind: "create", key: "CREATE", name });
  return options;
}

function optionId(index: number): string {
  return `switcher-option-${index}`;
}
