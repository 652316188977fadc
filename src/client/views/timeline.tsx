import { useComputed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Unsent } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { type Row, timelineRows } from "../timeline-rows.ts";
import { words } from "../words/words.ts";
import { DayLine } from "./day-line.tsx";
import { Dormouse } from "./dormouse.tsx";
import { JumpsDown, JumpsUp } from "./jumps.tsx";
import { MessageRow } from "./message-row.tsx";
import { moveBetweenLines, rememberLine } from "./move-between-lines.ts";
import { NewLine } from "./new-line.tsx";
import { UnsentRow } from "./unsent-row.tsx";
import { useDrawn } from "./use-drawn.ts";
import { useScrolling } from "./use-scrolling.ts";
import { Wait } from "./wait.tsx";

const NONE: readonly Unsent[] = [];

/** The messages of a room: those in view, and below the latest what is still on its way. */
export function Timeline({ room }: { room: Room }) {
  const view = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const { history, reading, state } = room;
  const { hasBefore, hasAfter } = state.transcript;
  const rows = useComputed(() =>
    timelineRows({
      messages: room.messages.value,
      hasBefore: hasBefore.value,
      unsent: hasAfter.value ? NONE : room.unsent.value,
      you: room.you,
      newAfter: reading.newAfter.value,
    }),
  );
  const drawn = useDrawn(room, rows);
  const isWhole = useComputed(() => drawn.value === rows.value);
  useScrolling(room, view, content, drawn.value, isWhole);
  const refocus = useRef<{ element: HTMLElement; line: HTMLElement | null } | null>(null);
  useLayoutEffect(() => {
    if (!refocus.current || document.activeElement !== document.body) return;
    // What had the focus is gone, or the whole line with it.
    const { element, line } = refocus.current;
    if (!element.isConnected) (line?.isConnected ? line : view.current)?.focus({ preventScroll: true });
  }, [drawn.value]);

  const isEmpty = state.ready.value && rows.value.length === 0;
  const said = words.value.timeline;
  const isWaiting = history.seeking.value || history.older.value === "loading" || history.newer.value === "loading";
  return (
    <div class="timeline-frame">
      <JumpsUp room={room} />
      <div
        class={history.veiled.value ? "timeline veiled" : "timeline"}
        ref={view}
        role="log"
        // Until it is known what of it is new: the announcer sees to that.
        aria-live="off"
        aria-label={said.label}
        aria-busy={!state.ready.value || isWaiting}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={(event) => moveBetweenLines(event, room.history)}
        onFocusIn={(event) => {
          const element = event.target as HTMLElement;
          const line = element.closest<HTMLElement>(".line");
          refocus.current = { element, line };
          if (line) rememberLine(event.currentTarget, line);
        }}
      >
        <ol class="lines" ref={content}>
          {isWhole.value && hasBefore.value && <Wait for="older" history={history} />}
          {drawn.value.map((row) => lineOf(row, room, history.marked.value))}
          {hasAfter.value && <Wait for="newer" history={history} />}
        </ol>
        {drawn.value.length === 0 && (
          <div class={isEmpty ? "quiet" : "quiet waking late"}>
            <Dormouse />
            <p>{isEmpty ? said.empty : said.waking}</p>
          </div>
        )}
      </div>
      <JumpsDown room={room} />
    </div>
  );
}

function lineOf(row: Row, room: Room, marked: number | null) {
  switch (row.kind) {
    case "day":
      return <DayLine key={row.key} room={room} at={row.at} />;
    case "new":
      return <NewLine key={row.key} room={room} />;
    case "message":
      return (
        <MessageRow
          key={row.key}
          room={room}
          message={row.message}
          head={row.head}
          marked={row.message.seq === marked}
        />
      );
    case "unsent":
      return <UnsentRow key={row.key} room={room} entry={row.entry} head={row.head} />;
  }
}
