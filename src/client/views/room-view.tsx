import type { Room } from "../room.ts";
import type { Rooms } from "../rooms.ts";
import { typingWords } from "../typing-words.ts";
import { words } from "../words/words.ts";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { inFigures } from "./figures.ts";
import { Icon } from "./icons.tsx";
import { keepFocus } from "./keep-focus.ts";
import { Announcer, ChangeNotice, laterParts, NewerVersion } from "./later.tsx";
import { useMessageGestures } from "./message-gestures.ts";
import { MessageOverlay } from "./message-overlay.tsx";
import { NoticeLine } from "./notice.tsx";
import { RoomTitle } from "./room-title.tsx";
import { SearchBox } from "./search-box.tsx";
import { Sentence } from "./sentence.tsx";
import { isComposing } from "./text-field.ts";
import { Timeline } from "./timeline.tsx";

/** Which pane is drawn over the room, where there is no space beside it. */
export type Drawer = "rooms" | "people" | null;

interface RoomViewProps {
  rooms: Rooms;
  room: Room;
  onDrawer: (drawer: Drawer) => void;
}

/** One open room: its name, its messages, and where to write. */
export function RoomView({ rooms, room, onDrawer }: RoomViewProps) {
  const { count } = room.state;
  const names = words.value.room;
  const gestures = useMessageGestures(room);
  return (
    <main
      class="room"
      {...gestures}
      onClick={keepFocus}
      onKeyDown={(event) => {
        gestures.onKeyDown(event);
        if (event.key === "Escape" && !event.defaultPrevented && !isComposing(event)) room.settle();
      }}
    >
      <header class="room-header">
        <button
          type="button"
          class="icon-button only-narrow"
          aria-label={names.rooms}
          onClick={() => onDrawer("rooms")}
        >
          <Icon name="rooms" />
        </button>
        <RoomTitle room={room} />
        <SearchBox room={room} rooms={rooms} />
        <button
          type="button"
          class="icon-button only-without-people"
          aria-label={names.people(count.value)}
          onClick={() => onDrawer("people")}
        >
          <Icon name="people" />
          <span class="count">{inFigures(count.value)}</span>
        </button>
      </header>
      {laterParts.value && <NewerVersion />}
      <Banner room={room} />
      <Timeline room={room} />
      {/* It has nothing to say at first, so it is not what that is loaded for. */}
      {laterParts.value && <Announcer room={room} />}
      <p class="typing-line" aria-live="off">
        <Sentence text={typingWords(room.state.typists.list)} />
      </p>
      <NoticeLine />
      {laterParts.value && <ChangeNotice room={room} />}
      <Composer room={room} />
      <MessageOverlay room={room} />
    </main>
  );
}
