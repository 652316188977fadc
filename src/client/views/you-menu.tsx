import { useSignal } from "@preact/signals";
import { finish } from "../finish.ts";
import type { OwnStatus } from "../own-status.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { StandingSetting } from "./standing-setting.tsx";
import { useSubmission } from "./submission.ts";

/** Milliseconds that the rooms have for answering before the session ends. */
const PATIENCE_MS = 3_000;

interface YouMenuProps {
  status: OwnStatus;
  onRename: () => void;
  onClose: () => void;
}

/** What a press on one's own name offers: how one is shown, another name, what the keys do, and the way out. */
export function YouMenu({ status, onRename, onClose }: YouMenuProps) {
  const { session, rooms, dialog } = useClient();
  const { busy, refusal, submit } = useSubmission();
  /** True once they know that something would be lost with the session. */
  const isWarned = useSignal(false);
  const names = laterWords.value.status;
  const signOut = async () => {
    const late = new Promise<void>((done) => setTimeout(done, PATIENCE_MS));
    if (isWarned.value || (await finish(rooms.value?.visited ?? [], late))) await session.signOut();
    else isWarned.value = true;
  };
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
        <button type="button" class="button" disabled={busy.value} onClick={() => void submit(signOut)}>
          {names.signOut}
        </button>
      </div>
      {isWarned.value && (
        <p class="refusal" role="alert">
          {names.unsent}
        </p>
      )}
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
    </>
  );
}
