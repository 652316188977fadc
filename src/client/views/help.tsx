import type { ComponentChildren } from "preact";
import { COMMANDS } from "../commands/names.ts";
import { type Chord, isMac, SHORTCUTS } from "../shortcuts.ts";
import { laterWords } from "../words/later.ts";
import { Icon } from "./icons.tsx";
import { taken } from "./suggestions.tsx";
import { useModal } from "./use-modal.ts";

/** The commands, and what the keys do. */
export function Help({ onClose }: { onClose: () => void }) {
  const dialog = useModal();
  const { help, commands, keyboard } = laterWords.value;
  const { keys } = help;
  return (
    <dialog class="dialog help" ref={dialog} aria-labelledby="help-heading" onClose={onClose}>
      <header class="dialog-header">
        <h2 id="help-heading">{help.heading}</h2>
        <button type="button" class="icon-button" aria-label={help.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <div class="help-columns">
        <section>
          <h3>{help.commands}</h3>
          <dl>
            {COMMANDS.map((name) => (
              <Entry key={name} term={`/${name}`} takes={taken(name)} does={commands.does[name]} />
            ))}
            <Entry term="//" takes={help.literalTakes} does={help.literal} />
          </dl>
        </section>
        <section>
          <h3>{help.everywhere}</h3>
          <dl>
            {SHORTCUTS.map(({ does, keys: chord }) => (
              <Keys key={nameOf(chord)} keys={[nameOf(chord)]}>
                {keyboard.does[does]}
              </Keys>
            ))}
          </dl>
        </section>
        <section>
          <h3>{help.message}</h3>
          <dl>
            <Keys keys={["↑", "↓"]}>{keys.move}</Keys>
            <Keys keys={["R"]}>{keys.reply}</Keys>
            <Keys keys={["E"]}>{keys.edit}</Keys>
            <Keys keys={["+"]}>{keys.react}</Keys>
            <Keys keys={["C"]}>{keys.copy}</Keys>
            <Keys keys={["Del"]}>{keys.delete}</Keys>
            <Keys keys={[`${control}+Z`]}>{keys.undo}</Keys>
            <Keys keys={["Shift+F10"]}>{keys.menu}</Keys>
          </dl>
        </section>
        <section>
          <h3>{help.writing}</h3>
          <dl>
            <Keys keys={["Enter"]}>{keys.send}</Keys>
            <Keys keys={["Shift+Enter"]}>{keys.line}</Keys>
            <Keys keys={[`${control}+Enter`]}>{keys.sendAnyway}</Keys>
            <Keys keys={["↑"]}>{keys.editLast}</Keys>
            <Keys keys={["Esc"]}>{keys.cancel}</Keys>
            <Keys keys={["@", "#", ":"]}>{keys.complete}</Keys>
            <Keys keys={[`${control}+B`]}>{keys.bold}</Keys>
            <Keys keys={[`${control}+I`]}>{keys.italic}</Keys>
            <Keys keys={["*", "_", "~", "`"]}>{keys.wrap}</Keys>
          </dl>
        </section>
      </div>
    </dialog>
  );
}

const mac = isMac(navigator.platform);
/** What Ctrl is called here. */
const control = mac ? "⌘" : "Ctrl";
const NAMES: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓" };

function nameOf({ key, main, alt, shift }: Chord): string {
  const held = [main && control, alt && (mac ? "⌥" : "Alt"), shift && "Shift"];
  return [...held.filter(Boolean), NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join("+");
}

function Entry({ term, takes, does }: { term: string; takes: string; does: string }) {
  return (
    <div>
      <dt>
        <bdi>
          <code>{term}</code>
        </bdi>{" "}
        {takes}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

function Keys({ keys, children }: { keys: string[]; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
