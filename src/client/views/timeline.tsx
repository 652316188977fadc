import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import { type Row, timelineRows } from "../timeline-rows.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { Dormouse, Icon } from "./icons.tsx";
import { MessageRow } from "./message-row.tsx";
import { moveBetweenLines } from "./move-between-lines.ts";
import { ScrollKeeper } from "./scroll-keeper.ts";
import { dayName } from "./times.ts";
import { UnsentRow } from "./unsent-row.tsx";

/** The messages of a room, from the oldest that is held to what is still on its way. */
export function Timeline({ room }: { room: Room }) {
  const view = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const keeper = useRef<ScrollKeeper | null>(null);
  /** Seq of the newest message when the reader scrolled away from the bottom; null at the bottom. */
  const leftAt = useSignal<number | null>(null);
  const readBefore = useReadBefore(room);
  const rows = useComputed(() => timelineRows(room.messages.value, room.unsent.value, room.you, readBefore.value));
  const newest = useComputed(() => room.messages.value.at(-1)?.seq ?? 0);

  useEffect(() => {
    const kept = new ScrollKeeper(view.current!, content.current!, {
      bottom(atBottom) {
        leftAt.value = atBottom ? null : newest.value;
      },
      top: () => {
        if (room.loadingOlder.value === "no") void room.loadOlder();
      },
    });
    keeper.current = kept;
    const look = () => {
      if (kept.atBottom && document.hasFocus() && room.state.ready.value) room.readAll();
    };
    window.addEventListener("focus", look);
    return () => {
      window.removeEventListener("focus", look);
      kept.stop();
    };
  }, [room]);

  useSignalEffect(() => {
    if (newest.value === 0 || leftAt.value !== null || !room.state.ready.value) return;
    if (document.hasFocus()) room.readAll();
    room.state.forgetOld();
  });

  const lastUnsent = room.unsent.value.at(-1)?.command.id;
  useEffect(() => {
    if (lastUnsent !== undefined) keeper.current?.toBottom();
  }, [lastUnsent]);

  const said = words.value.timeline;
  const empty = room.state.ready.value && rows.value.length === 0;
  const missed = leftAt.value === null ? 0 : newest.value - leftAt.value;
  return (
    <div class="timeline-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="timeline" ref={view} role="log" aria-label={said.label} tabIndex={0} onKeyDown={moveBetweenLines}>
        <ol class="lines" ref={content} aria-busy={!room.state.ready.value || room.loadingOlder.value === "loading"}>
          <Beginning room={room} />
          {rows.value.map((row) => (
            <Line key={row.key} row={row} room={room} />
          ))}
        </ol>
        {empty && (
          <div class="quiet">
            <Dormouse />
            <p>{said.empty}</p>
          </div>
        )}
      </div>
      {leftAt.value !== null && (
        <button type="button" class="button jump" onClick={() => keeper.current?.toBottom()}>
          <Icon name="down" />
          {missed > 0 ? said.jumpPast(missed) : said.jump}
        </button>
      )}
    </div>
  );
}

/** How far this person had read on coming here: fixed on arrival, so that the mark does not run away while they read. */
function useReadBefore(room: Room) {
  const readBefore = useSignal(0);
  const arrived = useRef(false);
  useSignalEffect(() => {
    if (!room.state.ready.value || arrived.current) return;
    arrived.current = true;
    readBefore.value = room.state.read.peek();
  });
  return readBefore;
}

function Beginning({ room }: { room: Room }) {
  const { older, olderFailed, again } = words.value.timeline;
  if (!room.state.hasBefore.value) return null;
  return (
    <li class="beginning">
      {room.loadingOlder.value === "failed" ? (
        <>
          {olderFailed}{" "}
          <button type="button" class="text-button" onClick={() => room.loadOlder()}>
            {again}
          </button>
        </>
      ) : (
        older
      )}
    </li>
  );
}

function Line({ row, room }: { row: Row; room: Room }) {
  const { today } = useClient();
  switch (row.kind) {
    case "day":
      return (
        <li class="divider">
          <span>{dayName(row.at, today.value)}</span>
        </li>
      );
    case "new":
      return (
        <li class="divider new">
          <span>{words.value.timeline.fresh}</span>
        </li>
      );
    case "message":
      return <MessageRow room={room} message={row.message} head={row.head} />;
    case "unsent":
      return <UnsentRow room={room} entry={row.entry} head={row.head} />;
  }
}
