import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Time } from "../../protocol/model.ts";
import type { ConnectionState, StopReason } from "../connection.ts";
import type { Room } from "../room.ts";
import { useClient } from "./client-context.ts";
import { clockTime } from "./times.ts";

/** Milliseconds without a connection before anything is said of it; most gaps are shorter. */
const PATIENCE_MS = 4_000;

const STOPPED: Record<Exclude<StopReason, "left" | "signed_out">, string> = {
  not_found: "There is no such room, or it is not open to you.",
  replaced: "This room was opened again elsewhere, so it stopped here.",
  removed: "You were removed from this room.",
  room_deleted: "This room was deleted.",
  protocol_error: "This page and the server no longer understand each other. Reload the page.",
  refused: "The server closed this room for you.",
};

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

  const words = gone
    ? late.value && "No connection. What you write is kept, and sent when you are back."
    : room.spentUntil.value !== null
      ? spentWords(room.spentUntil.value)
      : wordsFor(state);
  return (
    <div class="banners" role="status">
      {words && (
        <p class="banner">
          {words} <BannerAction room={room} state={state} />
        </p>
      )}
      {room.state.complaint.value !== null && (
        <p class="banner">
          {room.state.complaint.value}{" "}
          <button type="button" class="text-button" onClick={() => (room.state.complaint.value = null)}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}

function spentWords(until: Time): string {
  return `The day's free quota is used up. Writing works again at ${clockTime(until)}. What you write is kept, and sent then.`;
}

function wordsFor(state: ConnectionState): string | null {
  switch (state.kind) {
    case "connecting":
    case "open":
      return null;
    case "asleep":
      return "The room has gone to sleep. Move or press a key to wake it.";
    case "waiting":
      if (state.because === "quota") return spentWords(state.until);
      return state.because === "room_full"
        ? "This room is full. You will come in as soon as there is space."
        : "That was a lot at once. The room takes a minute's rest, then goes on.";
    case "stopped":
      return state.because === "left" || state.because === "signed_out" ? null : STOPPED[state.because];
  }
}

function BannerAction({ room, state }: { room: Room; state: ConnectionState }) {
  const { route } = useClient();
  if (state.kind !== "stopped") return null;
  if (state.because === "replaced") {
    return (
      <button type="button" class="text-button" onClick={() => room.enter()}>
        Use it here
      </button>
    );
  }
  if (state.because === "protocol_error") {
    return (
      <button type="button" class="text-button" onClick={() => location.reload()}>
        Reload
      </button>
    );
  }
  return (
    <button type="button" class="text-button" onClick={() => route.go({ kind: "lobby" })}>
      To the other rooms
    </button>
  );
}
