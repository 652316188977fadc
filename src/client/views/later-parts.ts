// What the page can do without until somebody does something: a part of its own, which later.tsx loads.
export { carryOut } from "../commands/carry-out.ts";
export { Announcer } from "./announcer.tsx";
export { Completing } from "./completing.ts";
export { CreateRoom } from "./create-room.tsx";
export { EmojiPicker } from "./emoji-picker.tsx";
export { Help } from "./help.tsx";
export { MessageActions } from "./message-actions.tsx";
export { MessageMenu } from "./message-menu.tsx";
export { PersonCard } from "./person-card.tsx";
export { RefusalNotice, RefusedChanges } from "./refused-changes.tsx";
export { SearchPanel } from "./search-panel.tsx";
export { Settings } from "./settings.tsx";
export { Suggestions } from "./suggestions.tsx";
export { Switcher } from "./switcher.tsx";
export { Undelivered } from "./undelivered.tsx";
export { YouMenu } from "./you-menu.tsx";
