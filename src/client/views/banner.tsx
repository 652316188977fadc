import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Time } from "../../protocol/model.ts";
import type { ConnectionState } from "../connection.ts";
import { refusalWords } from "../refusal-words.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { resetTime, shortTime } from "./times.ts";

/** Milliseconds without a connection before anything is said of it; most gaps are shorter. */
const PATIENCE_MS = 4_000;

/** Says what is wrong with the connection, once it has been wrong for a while, and what that means for what is written. */
export function Banner({ room }: { room: Room }) {
  const state = room.connection.value;
  const late = useSignal(false);
  const gone = state.kind === "connecting" || (state.kind === "waiting" && state.because === "network");
  useEffect(() => {
    if (!gone) {
      late.value = false;
      return;
    }
    const timer = setTimeout(() => {
      late.value = true;
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [gone]);

  const { today } = useClient();
  const { banner } = words.value;
  const complaint = room.state.complaint.value;
  const trouble = gone
    ? (late.value || !navigator.onLine) && offlineWords(room, today.value)
    : room.spentUntil.value !== null
      ? banner.spent(resetTime(room.spentUntil.value, today.value))
      : troubleWith(state, today.value);
  return (
    <div class="banners" role="status">
      {trouble && (
        <p class="banner">
          {trouble} <BannerAction room={room} state={state} />
        </p>
      )}
      {complaint !== null && (
        <p class="banner">
          {refusalWords(complaint.code, complaint.message)}{" "}
          <button type="button" class="text-button" onClick={() => (room.state.complaint.value = null)}>
            {banner.dismiss}
          </button>
        </p>
      )}
    </div>
  );
}

function offlineWords(room: Room, today: Time): string {
  const { banner } = words.value;
  const at = room.state.asOf.value;
  return at === null ? banner.offline : banner.offlineAsOf(shortTime(at, today));
}

function troubleWith(state: ConnectionState, today: Time): string | null {
  const { banner } = words.value;
  switch (state.kind) {
    case "connecting":
    case "open":
      return null;
    case "asleep":
      return banner.asleep;
    case "waiting":
      if (state.because === "quota") return banner.spent(resetTime(state.until, today));
      return state.because === "room_full" ? banner.full : banner.flood;
    case "stopped":
      return state.because === "left" || state.because === "signed_out" ? null : banner.stopped[state.because];
  }
}

function BannerAction({ room, state }: { room: Room; state: ConnectionState }) {
  const { route } = useClient();
  const { banner } = words.value;
  if (state.kind !== "stopped") return null;
  if (state.because === "replaced") {
    return (
      <button type="button" class="text-button" onClick={() => room.enter()}>
        {banner.useHere}
      </button>
    );
  }
  if (state.because === "protocol_error") {
    return (
      <button type="button" class="text-button" onClick={() => location.reload()}>
        {banner.reload}
      </button>
    );
  }
  return (
    <button type="button" class="text-button" onClick={() => route.go({ kind: "lobby" })}>
      {banner.otherRooms}
    </button>
  );
}
