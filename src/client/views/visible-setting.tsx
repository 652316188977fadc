import { useSignal } from "@preact/signals";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { useSubmission } from "./submission.ts";

/** Whether others see that this person is here, with what they then see. */
export function VisibleSetting() {
  const { session } = useClient();
  const { busy, refusal, submit } = useSubmission();
  /** What was chosen, until the server has answered. */
  const wanted = useSignal<boolean | null>(null);
  const visible = wanted.value ?? session.visible.value;
  const said = words.value.settings;
  return (
    <div class="setting">
      <label class="switch">
        <input
          type="checkbox"
          checked={visible}
          disabled={busy.value}
          aria-describedby="visible-words"
          onChange={async (event) => {
            const chosen = event.currentTarget.checked;
            wanted.value = chosen;
            await submit(() => session.change({ visible: chosen }));
            wanted.value = null;
          }}
        />
        {said.visible}
      </label>
      <p class="hint" id="visible-words">
        {visible ? said.seen : said.unseen}
      </p>
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
    </div>
  );
}
