import { useSignal } from "@preact/signals";
import type { User } from "../../protocol/model.ts";
import type { ListedRoom, Rooms } from "../rooms.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { shortFigure } from "./figures.ts";
import { Icon, type IconName } from "./icons.tsx";
import { CreateRoom } from "./later.tsx";
import { LinkTo } from "./link-to.tsx";
import { exactWhenPointed, timeAgo } from "./times.ts";
import { Wordmark } from "./wordmark.tsx";
import { YouCard } from "./you-card.tsx";

interface RoomsPaneProps {
  rooms: Rooms;
  you: User;
  open: boolean;
  onClose: () => void;
}

/** The rooms this person may see, and this person. */
export function RoomsPane({ rooms, you, open, onClose }: RoomsPaneProps) {
  const { dialog } = useClient();
  const creating = useSignal(false);
  const names = words.value.rooms;
  const current = rooms.open.value?.id;
  return (
    <nav id="rooms" class={open ? "pane rooms open" : "pane rooms"} aria-label={names.label}>
      <header class="pane-header">
        <Wordmark />
        <button type="button" class="icon-button drawer-close" aria-label={names.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="pane-heading">
        <h2>{names.label}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={names.go}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => (dialog.value = "switcher")}
        >
          <Icon name="search" />
        </button>
        <button type="button" class="icon-button" aria-label={names.add} onClick={() => (creating.value = true)}>
          <Icon name="plus" />
        </button>
      </div>
      <ul class="pane-list">
        {rooms.shown.value.map((room) => (
          <li key={room.id}>
            <RoomLink
              room={room}
              current={room.id === current}
              hasRefused={room.id !== current && rooms.refusing.value.has(room.id)}
            />
          </li>
        ))}
        {rooms.strays.value.map((id) => (
          <li key={id}>
            <LinkTo class="room-link" place={{ kind: "room", id }} current={id === current}>
              <span class="room-link-name">{id}</span>
              <span class="room-link-marks">
                <Mark kind="refused" icon="alert" name={names.notSent} />
              </span>
            </LinkTo>
          </li>
        ))}
      </ul>
      <RoomsHint rooms={rooms} />
      <YouCard you={you} />
      {creating.value && <CreateRoom rooms={rooms} onClose={() => (creating.value = false)} />}
    </nav>
  );
}

interface RoomLinkProps {
  room: ListedRoom;
  current: boolean;
  /** True if something that was sent there, and is looked at no more, was refused. */
  hasRefused: boolean;
}

function RoomLink({ room, current, hasRefused }: RoomLinkProps) {
  const { minute, drafts } = useClient();
  const said = words.value.rooms;
  return (
    <LinkTo
      class={room.unread > 0 ? "room-link unread" : "room-link"}
      place={{ kind: "room", id: room.id }}
      current={current}
    >
      <span class="room-link-name" dir="auto">
        {room.name}
      </span>
      {room.lastMessageAt !== null && (
        <span class="room-link-time" key={room.lastMessageAt} {...exactWhenPointed(room.lastMessageAt)}>
          {timeAgo(room.lastMessageAt, minute.value)}
        </span>
      )}
      <span class={room.online > 0 ? "room-link-online some" : "room-link-online"}>
        {room.online > 0 ? said.online(room.online) : said.asleep}
      </span>
      <span class="room-link-marks">
        {hasRefused && <Mark kind="refused" icon="alert" name={said.notSent} />}
        {!current && drafts.value.has(room.id) && <Mark kind="draft" icon="edit" name={said.draft} />}
        {room.unread > 0 && (
          <span class="room-link-unread">
            <span aria-hidden="true">{shortFigure(room.unread)}</span>
            <span class="for-readers">{said.unread(room.unread)}</span>
          </span>
        )}
      </span>
    </LinkTo>
  );
}

function Mark({ kind, icon, name }: { kind: string; icon: IconName; name: string }) {
  return (
    <span class={`room-link-${kind}`} title={name}>
      <Icon name={icon} />
      <span class="for-readers">{name}</span>
    </span>
  );
}

function RoomsHint({ rooms }: { rooms: Rooms }) {
  const { failed, again, none, loading } = words.value.rooms;
  if (rooms.failed.value) {
    return (
      <p class="hint" role="alert">
        {failed}{" "}
        <button
          type="button"
          class="text-button"
          aria-disabled={rooms.isAsking.value}
          onClick={() => void rooms.refresh()}
        >
          {rooms.isAsking.value ? loading : again}
        </button>
      </p>
    );
  }
  const list = rooms.list.value;
  if (list === null) return <p class="hint late">{loading}</p>;
  return list.length === 0 ? <p class="hint">{none}</p> : null;
}
