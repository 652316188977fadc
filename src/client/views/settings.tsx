import type { User } from "../../protocol/model.ts";
import type { Theme } from "../theme.ts";
import { LANGUAGES, type Language, language, languages } from "../words/languages.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { NameSetting } from "./name-setting.tsx";
import { NotificationSetting } from "./notification-setting.tsx";
import { useSubmission } from "./submission.ts";
import { useModal } from "./use-modal.ts";

interface SettingsProps {
  you: User;
  /** What has the focus at first. */
  begins: "name" | "anything";
  onClose: () => void;
}

/** What a person decides for themselves: their name everywhere, colours and language on this device. */
export function Settings({ you, begins, onClose }: SettingsProps) {
  const dialog = useModal();
  const said = laterWords.value.settings;
  return (
    <dialog class="dialog settings" ref={dialog} aria-labelledby="settings" closedby="any" onClose={onClose}>
      <header class="dialog-header">
        <h2 id="settings">{said.heading}</h2>
        <button type="button" class="icon-button" aria-label={said.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <NameSetting you={you} autofocus={begins === "name"} />
      <NotificationSetting />
      <ThemeSetting />
      <LanguageSetting />
    </dialog>
  );
}

function ThemeSetting() {
  const { theme } = useClient();
  const said = laterWords.value.settings;
  const options: { theme: Theme | null; name: string }[] = [
    { theme: null, name: said.themes.system },
    { theme: "light", name: said.themes.light },
    { theme: "dark", name: said.themes.dark },
  ];
  return (
    <fieldset class="setting">
      <legend>{said.theme}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option.theme}>
            <input
              type="radio"
              name="theme"
              checked={theme.value.value === option.theme}
              onChange={() => theme.choose(option.theme)}
            />
            {option.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function LanguageSetting() {
  const { speech } = useClient();
  const { refusal, submit } = useSubmission();
  return (
    <div class="setting">
      <label for="language">{laterWords.value.settings.language}</label>
      <select
        id="language"
        class="choice"
        value={language.value}
        onChange={(event) => {
          const chosen = event.currentTarget.value as Language;
          void submit(() => speech.choose(chosen));
        }}
      >
        {languages().map((option) => (
          <option key={option} value={option} lang={option}>
            {LANGUAGES[option]}
          </option>
        ))}
      </select>
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
    </div>
  );
}
