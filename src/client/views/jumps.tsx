import type { Room } from "../room.ts";
import { useClient } from "./client-context.ts";
import { JumpBack, JumpToLatest, JumpToNew, WhereNote } from "./later.tsx";

/** Above the messages: what the reader has to know of where they are, and the way to what is new. */
export function JumpsUp({ room }: { room: Room }) {
  const { reading, history } = room;
  const notice = history.notice.value;
  const newAfter = reading.newAfter.value;
  return (
    <div class="jumps up">
      <div class="notices" role="status">
        {notice && <WhereNote history={history} notice={notice} />}
      </div>
      {newAfter !== null && reading.isLineAhead.value && <JumpToNew room={room} newAfter={newAfter} />}
    </div>
  );
}

/** Below the messages: the way back to the answer that led here, and to the latest. */
export function JumpsDown({ room }: { room: Room }) {
  const place = useClient().route.place.value;
  return (
    <div class="jumps down">
      {place.kind === "room" && place.from !== undefined && <JumpBack />}
      {!room.history.atEnd.value && <JumpToLatest room={room} />}
    </div>
  );
}
