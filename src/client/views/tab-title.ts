import { useSignalEffect } from "@preact/signals";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { shortFigure } from "./figures.ts";
import { laterParts } from "./later.tsx";

/** Lets the browser's tab, and the icon of an installed page, say which room is open and how much is unread in all. */
export function useTabTitle(): void {
  const client = useClient();
  useSignalEffect(() => {
    const rooms = client.rooms.value;
    const open = rooms?.open.value;
    const unread = rooms?.unread.value ?? 0;
    const { name, titleIn } = words.value.app;
    const title = open ? titleIn(open.state.info.value?.name ?? open.id) : name;
    document.title = unread > 0 ? `(${shortFigure(unread)}) ${title}` : title;
    laterParts.value?.showBadge(unread);
  });
}
