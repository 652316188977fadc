import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";

type Overlays = typeof import("./overlays.ts");

const overlays = signal<Overlays | null>(null);

let styles: Promise<unknown> | undefined;

/** Loads what opens over the page. @throws if it could not be had */
export async function loadOverlays(): Promise<void> {
  styles ??= loadStyles();
  await Promise.all([styles, import("./overlays.ts")]);
  overlays.value ??= await import("./overlays.ts");
}

/** The stylesheet of the same, after the page's own. */
function loadStyles(): Promise<unknown> {
  const link = document.createElement("link");
  return new Promise((resolve, reject) => {
    link.rel = "stylesheet";
    link.href = "/build/later.css";
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      styles = undefined;
      reject(new Error("The styles could not be loaded."));
    };
    document.head.append(link);
  });
}

export const CreateRoom = later(({ CreateRoom }) => CreateRoom);
export const EmojiPicker = later(({ EmojiPicker }) => EmojiPicker);
export const Help = later(({ Help }) => Help);
export const MessageMenu = later(({ MessageMenu }) => MessageMenu);
export const SearchPanel = later(({ SearchPanel }) => SearchPanel);
export const Settings = later(({ Settings }) => Settings);

/** A view that is drawn as soon as it has been loaded; if it cannot be, it closes again, and the page says so. */
function later<Props extends { onClose: () => void }>(pick: (loaded: Overlays) => FunctionComponent<Props>) {
  return function Later(props: Props) {
    const { notice } = useClient();
    useEffect(() => {
      loadOverlays().catch(() => {
        notice.say(words.value.form.failed);
        props.onClose();
      });
    }, []);
    if (overlays.value === null) return null;
    const View = pick(overlays.value);
    return <View {...props} />;
  };
}
