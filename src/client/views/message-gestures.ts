import { useEffect, useRef } from "preact/hooks";
import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { actByKey } from "./act-by-key.ts";
import { useClient } from "./client-context.ts";
import { opened, openOver } from "./open-over.ts";

/** Milliseconds of a press that opens the menu. */
const LONG_MS = 500;
/** Pixels a finger may move in a press: more is scrolling. */
const STILL_PX = 10;

/** What keys do to the message with the focus, and a long press to the one under the finger. For what is around the messages. */
export function useMessageGestures(room: Room) {
  const { notice } = useClient();
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  /** True from a long press to the end of its touch: the click that follows it is none. */
  const isLong = useRef(false);
  /** True if it was a key that brought the focus to a message: whoever has pressed one with the mouse and types is writing. */
  const isByKey = useRef(false);
  const endPress = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => endPress, [room]);

  const messageAt = (target: EventTarget | null): Message | undefined => {
    const line = target instanceof Element ? target.closest("[id^='message-']") : null;
    const seq = Number(line?.id.replace("message-", ""));
    return room.messages.value.find((message) => message.seq === seq);
  };

  return {
    onFocusIn({ target }: FocusEvent): void {
      // Asked later it would be the key that is pressed then.
      isByKey.current = target instanceof Element && target.matches(":focus-visible");
    },

    onKeyDown(event: KeyboardEvent): void {
      const { target } = event;
      // What opens over a message may still be on its way.
      if (opened.value || !(target instanceof Element) || !target.matches("[id^='message-']")) return;
      const message = messageAt(target);
      if (!message) return;
      if (actByKey(event, message, { room, notice, isByKey: isByKey.current })) event.preventDefault();
    },

    /** The browser's own menu is a mouse's; it has what this one has not. */
    onContextMenu(event: MouseEvent): void {
      const isMouse = event instanceof PointerEvent ? event.pointerType === "mouse" : event.button === 2;
      if (!isMouse && messageAt(event.target)) event.preventDefault();
    },

    onPointerDown(event: PointerEvent): void {
      endPress();
      isLong.current = false;
      isByKey.current = false;
      const message = messageAt(event.target);
      const isControl = event.target instanceof Element && event.target.closest("a, button:not(.reaction)") !== null;
      if (event.pointerType === "mouse" || !event.isPrimary || isControl) return;
      if (!message || message.deletedAt !== undefined) return;
      const timer = setTimeout(() => {
        isLong.current = true;
        openOver("menu", message.seq);
      }, LONG_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },

    onPointerMove(event: PointerEvent): void {
      const { x, y } = press.current ?? { x: event.clientX, y: event.clientY };
      if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX) endPress();
    },

    onPointerUp: endPress,
    /** The browser takes the finger for scrolling. */
    onPointerCancel: endPress,

    onClickCapture(event: MouseEvent): void {
      if (!isLong.current) return;
      isLong.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
