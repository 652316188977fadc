import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { LaterIcon } from "./later-icons.tsx";

/** To the first message that is new. */
export function JumpToNew({ room, newAfter }: { room: Room; newAfter: number }) {
  const unread = (room.state.transcript.newest.value?.seq ?? 0) - newAfter;
  return (
    <button type="button" class="button jump" onClick={() => room.history.goTo(newAfter + 1, false)}>
      <LaterIcon name="up" />
      {words.value.history.toUnread(unread)}
    </button>
  );
}

/** Back to the answer that led here. */
export function JumpBack() {
  const { route } = useClient();
  return (
    <button type="button" class="button jump" onClick={() => route.back()}>
      <LaterIcon name="reply" />
      {words.value.history.back}
    </button>
  );
}

export function JumpToLatest({ room }: { room: Room }) {
  const { behind } = room.history;
  const said = words.value.timeline;
  return (
    <button type="button" class="button jump" onClick={() => room.history.goToEnd()}>
      <LaterIcon name="down" />
      {behind.value > 0 ? said.jumpPast(behind.value) : said.jump}
    </button>
  );
}
