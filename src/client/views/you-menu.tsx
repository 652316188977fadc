import type { OwnStatus } from "../own-status.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { StandingSetting } from "./standing-setting.tsx";
import { useSubmission } from "./submission.ts";

interface YouMenuProps {
  status: OwnStatus;
  onRename: () => void;
  onClose: () => void;
}

/** What a press on one's own name offers: how one is shown, another name, what the keys do, and the way out. */
export function YouMenu({ status, onRename, onClose }: YouMenuProps) {
  const { session, rooms, dialog } = useClient();
  const { busy, refusal, submit } = useSubmission();
  const names = laterWords.value.status;
  return (
    <>
      <StandingSetting status={status} />
      <div class="you-actions">
        <button type="button" class="button" onClick={onRename}>
          {names.rename}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            onClose();
            dialog.value = "help";
          }}
        >
          {laterWords.value.help.heading}
        </button>
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => {
            rooms.value?.open.value?.sendHeld();
            void submit(() => session.signOut());
          }}
        >
          {names.signOut}
        </button>
      </div>
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
    </>
  );
}
