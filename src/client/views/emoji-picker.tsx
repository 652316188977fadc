import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { codeOf, type Emoji, GROUPS, type Group } from "../emoji/emoji.ts";
import { findEmoji } from "../emoji/search.ts";
import { language } from "../words/languages.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { EmojiGrid } from "./emoji-grid.tsx";
import { Overlay } from "./overlay.tsx";
import { touch } from "./touch.ts";

/** Emoji that answer a search at most: who wants one more searches for more. */
const FOUND = 96;

/** Signs of the groups, and of what was used of late. */
const SIGNS: Record<Group | "recent", string> = {
  recent: "🕘",
  smileys: "😀",
  people: "👋",
  nature: "🐻",
  food: "🍎",
  travel: "🚗",
  activities: "⚽",
  objects: "💡",
  symbols: "🔣",
  flags: "🏁",
};

interface EmojiPickerProps {
  at: DOMRect;
  onPick: (character: string) => void;
  /** It is gone; the focus is to go back to where it was. */
  onClose: () => void;
}

/** All emoji: those used of late, by group, or what a search finds. */
export function EmojiPicker({ at, onPick, onClose }: EmojiPickerProps) {
  const { emoji, own } = useClient();
  const said = laterWords.value.emoji;
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const query = useSignal("");
  const recent = own.value?.recentEmoji.characters.peek() ?? [];
  const group = useSignal<Group | "recent">(recent.length > 0 ? "recent" : "smileys");
  const pointed = useSignal<Emoji | null>(null);
  useEffect(() => void emoji.load(language.value), []);

  const shown = useComputed((): readonly Emoji[] => {
    const all = emoji.all.value ?? [];
    if (query.value.trim() !== "") return findEmoji(all, query.value, recent, FOUND);
    if (group.value !== "recent") return all.filter((one) => GROUPS[one.group] === group.value);
    return recent.flatMap((character) => all.find((one) => one.character === character) ?? []);
  });

  const pick = ({ character }: Emoji) => {
    own.value?.recentEmoji.used(character);
    // First, because nothing outside can take the focus before.
    search.current?.closest("dialog")?.close();
    onPick(character);
  };
  const toGrid = () => grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  const groups = recent.length > 0 ? (["recent", ...GROUPS] as const) : GROUPS;

  return (
    <Overlay at={at} label={said.label} class="picker" quiet={touch.matches} onClose={onClose}>
      <input
        ref={search}
        class="picker-search"
        aria-label={said.search}
        placeholder={said.search}
        autocomplete="off"
        enterkeyhint="done"
        dir="auto"
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown.value;
          if (event.isComposing) return;
          if (event.key === "ArrowDown") toGrid();
          // Without a match it does nothing: it would send the message around the picker.
          else if (event.key !== "Enter") return;
          else if (query.value.trim() !== "" && first) pick(first);
          event.preventDefault();
        }}
      />
      <div class="picker-groups" role="tablist" aria-label={said.groups} onKeyDown={moveBetweenTabs}>
        {groups.map((one) => {
          const isShown = query.value.trim() === "" && group.value === one;
          return (
            <button
              key={one}
              type="button"
              role="tab"
              class="picker-group"
              aria-selected={isShown}
              aria-controls="picker-panel"
              aria-label={said.group[one]}
              title={said.group[one]}
              tabIndex={group.value === one ? 0 : -1}
              onClick={() => {
                query.value = "";
                group.value = one;
              }}
            >
              {SIGNS[one]}
            </button>
          );
        })}
      </div>
      <div
        id="picker-panel"
        class="picker-panel"
        role="tabpanel"
        aria-label={query.value.trim() === "" ? said.group[group.value] : said.found}
        aria-busy={emoji.all.value === null}
      >
        {emoji.failed.value ? (
          <p class="picker-words" role="alert">
            {said.failed}{" "}
            <button type="button" class="text-button" onClick={() => void emoji.load(language.value)}>
              {said.again}
            </button>
          </p>
        ) : (
          <EmojiGrid
            key={query.value.trim() === "" ? group.value : query.value}
            grid={grid}
            emoji={shown.value}
            onPick={pick}
            onPoint={(one) => (pointed.value = one)}
            onLeave={() => search.current?.focus()}
          />
        )}
        {emoji.all.value !== null && shown.value.length === 0 && <p class="picker-words">{said.none}</p>}
      </div>
      <p class="picker-name" aria-hidden="true">
        {pointed.value && shown.value.includes(pointed.value) && (
          <>
            <span class="emoji">{pointed.value.character}</span> <bdi>{pointed.value.name}</bdi>{" "}
            <bdi class="picker-code">:{codeOf(pointed.value)}:</bdi>
          </>
        )}
      </p>
    </Overlay>
  );
}

/** The arrow keys go from tab to tab, and show what the next one has. */
function moveBetweenTabs(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const index = tabs.indexOf(event.target as HTMLElement);
  const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: -1, [forward]: 1 };
  const step = steps[event.key];
  if (step === undefined || index < 0) return;
  event.preventDefault();
  const next = tabs[(index + step + tabs.length) % tabs.length];
  next?.click();
  next?.focus();
}
