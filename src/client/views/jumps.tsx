import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { WhereNote } from "./later.tsx";

/** Above the messages: what the reader has to know of where they are, and the way to what is new. */
export function JumpsUp({ room }: { room: Room }) {
  const { reading, history, state } = room;
  const notice = history.notice.value;
  const newAfter = reading.newAfter.value;
  const unread = (state.transcript.newest.value?.seq ?? 0) - (newAfter ?? 0);
  return (
    <div class="jumps up">
      <div class="notices" role="status">
        {notice && <WhereNote history={history} notice={notice} />}
      </div>
      {newAfter !== null && reading.isLineAhead.value && (
        <button type="button" class="button jump" onClick={() => history.goTo(newAfter + 1, false)}>
          <Icon name="up" />
          {words.value.history.toUnread(unread)}
        </button>
      )}
    </div>
  );
}

/** Below the messages: the way back to the answer that led here, and to the latest. */
export function JumpsDown({ room }: { room: Room }) {
  const { route } = useClient();
  const place = route.place.value;
  const { atEnd, behind } = room.history;
  const said = words.value.timeline;
  return (
    <div class="jumps down">
      {place.kind === "room" && place.from !== undefined && (
        <button type="button" class="button jump" onClick={() => route.back()}>
          <Icon name="reply" />
          {words.value.history.back}
        </button>
      )}
      {!atEnd.value && (
        <button type="button" class="button jump" onClick={() => room.history.goToEnd()}>
          <Icon name="down" />
          {behind.value > 0 ? said.jumpPast(behind.value) : said.jump}
        </button>
      )}
    </div>
  );
}
