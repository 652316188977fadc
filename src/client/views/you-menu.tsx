import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { finish, type Loss } from "../finish.ts";
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
  const client = useClient();
  const { session, dialog } = client;
  const { busy, refusal, submit } = useSubmission();
  /** What would be lost with the session, once they were told. */
  const losses = useSignal<readonly Loss[]>([]);
  const isClosed = useRef(false);
  const names = laterWords.value.status;
  const signOut = async () => {
    if (losses.value.length === 0) {
      const late = new Promise<void>((done) => setTimeout(done, PATIENCE_MS));
      losses.value = await finish(client, late);
      // Whoever goes on to something else while the rooms are waited for has given it up.
      if (isClosed.current || losses.value.length > 0) return;
    }
    await session.signOut();
  };
  useEffect(
    () => () => {
      isClosed.current = true;
    },
    [],
  );
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
        <button type="button" class="button" aria-disabled={busy.value} onClick={() => void submit(signOut)}>
          {busy.value ? names.signingOut : names.signOut}
        </button>
      </div>
      {losses.value.length > 0 && (
        <p class="refusal" role="alert">
          {[...losses.value.map((loss) => names.lost[loss]), names.giveUp].join(" ")}
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
