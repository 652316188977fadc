import type { CommandName } from "../commands/names.ts";
import type { Option } from "../completion/option.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import type { Completing } from "./completing.ts";
import { SUGGESTIONS, suggestionId } from "./suggestion-ids.ts";

/** What is being typed may mean one of these. The focus stays in the field, which names the chosen one. */
export function Suggestions({ completing }: { completing: Completing }) {
  const { completion } = completing;
  const options = completion.options.value;
  const [first] = options;
  if (!first) return null;
  return (
    <div class="suggestions" id={SUGGESTIONS} role="listbox" aria-label={laterWords.value.completion[first.kind]}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the field
        <div
          key={option.key}
          id={suggestionId(index)}
          class="suggestion"
          role="option"
          tabIndex={-1}
          aria-selected={index === completion.chosen.value}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => completing.take(option)}
        >
          <Shown option={option} />
        </div>
      ))}
    </div>
  );
}

/** What is written after a command; empty if nothing is. */
export function taken(name: CommandName): string {
  const takes: Partial<Record<CommandName, string>> = laterWords.value.commands.takes;
  return takes[name] ?? "";
}

function Shown({ option }: { option: Option }) {
  const { people } = words.value;
  const { commands } = laterWords.value;
  switch (option.kind) {
    case "person":
      return (
        <>
          <Avatar user={option.user} />
          <bdi class="suggestion-name">{option.user.name}</bdi>
          {option.here && <span class="suggestion-detail">{people.active}</span>}
        </>
      );
    case "room":
      return (
        <>
          <span class="suggestion-sign" aria-hidden="true">
            #
          </span>
          <bdi class="suggestion-name">{option.name}</bdi>
          <bdi class="suggestion-detail">#{option.id}</bdi>
        </>
      );
    case "emoji":
      return (
        <>
          <span class="suggestion-sign emoji">{option.character}</span>
          <bdi class="suggestion-name">:{option.code}:</bdi>
        </>
      );
    case "command":
      return (
        <>
          <bdi class="suggestion-name">
            /{option.name} <span class="suggestion-takes">{taken(option.name)}</span>
          </bdi>
          <span class="suggestion-detail">{commands.does[option.name]}</span>
        </>
      );
  }
}
