import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";

type Parts = typeof import("./later-parts.ts");

/** What the page can do without at first; null until it is loaded. */
export const laterParts = signal<Parts | null>(null);

let loading: Promise<Parts> | null = null;

/** Loads what the page can do without at first, once. @throws if it could not be had; another call tries again */
export function loadLaterParts(): Promise<Parts> {
  loading ??= Promise.all([import("./later-parts.ts"), loadStyles("/build/later.css")]).then(
    ([parts]) => (laterParts.value = parts),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

function loadStyles(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`${href} could not be loaded.`));
    };
    document.head.append(link);
  });
}

export const Announcer = later(({ Announcer }) => Announcer);
export const ChangeNotice = later(({ ChangeNotice }) => ChangeNotice);
export const Changes = later(({ Changes }) => Changes);
export const CreateRoom = later(({ CreateRoom }) => CreateRoom);
export const DayForm = later(({ DayForm }) => DayForm);
export const EmojiPicker = later(({ EmojiPicker }) => EmojiPicker);
export const Help = later(({ Help }) => Help);
export const JumpBack = later(({ JumpBack }) => JumpBack);
export const JumpToLatest = later(({ JumpToLatest }) => JumpToLatest);
export const JumpToNew = later(({ JumpToNew }) => JumpToNew);
export const MessageActions = later(({ MessageActions }) => MessageActions);
export const MessageMenu = later(({ MessageMenu }) => MessageMenu);
export const NewerVersion = later(({ NewerVersion }) => NewerVersion);
export const PersonCard = later(({ PersonCard }) => PersonCard);
export const PurposeLine = later(({ PurposeLine }) => PurposeLine);
export const RoomTopic = later(({ RoomTopic }) => RoomTopic);
export const SearchPanel = later(({ SearchPanel }) => SearchPanel);
export const Settings = later(({ Settings }) => Settings);
export const Switcher = later(({ Switcher }) => Switcher);
export const Undelivered = later(({ Undelivered }) => Undelivered);
export const WhereNote = later(({ WhereNote }) => WhereNote);
export const YouMenu = later(({ YouMenu }) => YouMenu);

/** A view that is drawn as soon as it has been loaded; if it cannot be, what was opened closes again, and the page says so. */
function later<Props>(pick: (parts: Parts) => FunctionComponent<Props>) {
  return function Later(props: Props & { onClose?: () => void }) {
    const { notice } = useClient();
    useEffect(() => {
      loadLaterParts().catch(() => {
        if (!props.onClose) return;
        notice.say(words.value.form.failed);
        props.onClose();
      });
    }, []);
    if (laterParts.value === null) return null;
    const View = pick(laterParts.value);
    return <View {...props} />;
  };
}
